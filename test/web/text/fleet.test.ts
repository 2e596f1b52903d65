import { describe, expect, it } from 'vitest'
import { sentence } from '../../../web/text/en/fleet.ts'
import { recording } from '../../../web/text/en/fleet-page.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const WELL = { offered: 1437, failedShare: 0, scaled: null, dollarsPerMillion: null }

describe('The sentence of a fleet', () => {
  it.each([
    [0, 'not once'],
    [1, 'once'],
    [2, 'twice'],
    [3, '3 times'],
    [1200, '1,200 times'],
  ])('says how often it was scaled as prose does: %d', (times, words) => {
    expect(plain(sentence({ ...WELL, scaled: { by: 'NetworkOut', times } }))).toBe(
      `All 1,437 requests were answered, and the fleet, scaled by NetworkOut, changed its size ${words}.`,
    )
  })

  it.each([
    [{ ...WELL, dollarsPerMillion: 1234.5 }, 'All 1,437 requests were answered. A million answers cost $1,234.50.'],
    [{ ...WELL, offered: 1 }, 'The only request was answered.'],
    [{ ...WELL, failedShare: 0.25 }, '25 % of 1,437 requests failed.'],
    [{ ...WELL, failedShare: 0.0001 }, 'Fewer than 0.1 % of 1,437 requests failed.'],
  ])('says what became of requests, and what it cost where that is known', (told, text) => {
    expect(plain(sentence(told))).toBe(text)
  })
})

describe('A recording that was chosen', () => {
  it('is told with its length in seconds, and in hours from two on', () => {
    const told = (requests: number, seconds: number) => plain(recording.chosen({ name: 'a.csv', requests, seconds }))
    expect(told(1, 90)).toContain('“a.csv”: 1 request in 90 s.')
    expect(told(2000, 9000)).toContain('“a.csv”: 2,000 requests in 2.5 h.')
  })
})
