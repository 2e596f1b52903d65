/** Sentences of what happened that few runs have; the others are asked for in test/web/story/what-happened.test.ts. */
import { describe, expect, it } from 'vitest'
import * as texts from '../../../web/text/en/chain.ts'
import { instant, instants } from '../../../web/text/span.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('Sentences of what happened', () => {
  it.each([
    [
      texts.killed({ by: 'kernel', workers: 1, atSeconds: 2.5, heldMs: null, requests: 1, bootMs: null }),
      'The kernel, short of memory, killed a worker at 2.5 s: 1 request died with it.',
    ],
    [
      texts.killed({ by: 'both', workers: 3, atSeconds: 2.5, heldMs: null, requests: 4, bootMs: null }),
      'Watchdog and kernel killed three workers, the first at 2.5 s: 4 requests died with them.',
    ],
    [
      texts.notBack({ away: 1, workers: 4, why: ['noMemory'], awayMs: 1000, most: { away: 2, workers: 4 } }),
      'A worker, for which there was no memory, was not back yet: somebody was away for 1 s of it; at one moment two of four workers were away.',
    ],
    [
      texts.allHeld({ holder: 'thread', holders: 8, those: 'there', heldMs: null }),
      'Every thread that was there held a request all the time.',
    ],
    [
      texts.allHeld({ holder: 'thread', holders: 8, those: 'all', heldMs: 250 }),
      'All eight threads held a request for 250 ms of it.',
    ],
    [texts.closedSilent({ connections: 2 }), 'On 2 connections nothing had come, and the server closed them.'],
    [
      texts.halfOpen({ connections: 1, waits: 'client', letIn: 0 }),
      '1 connection became half open: the queue had a place for the SYN and none for the last step. Its client waits for an answer, and the server does not know of it; it never got in.',
    ],
    [
      texts.queue({ course: { as: 'held', most: 1 }, places: 1, fullMs: 'a moment' }),
      'The accept queue held 1 of 1 place; it was full for a moment.',
    ],
    [
      texts.failedHere({
        fates: [
          { how: '502', requests: 1 },
          { how: 'refused', requests: 1 },
          { how: 'reset', requests: 2 },
        ],
        sent: null,
        requests: 4,
        stood: [{ place: 'served', requests: 4 }],
      }),
      '1 ended as 502, 1 was refused and 2 were closed without an answer in this time: all of them were being served.',
    ],
    [
      texts.forNobody({ requests: 1, served: 1 }),
      'The one request served in this time was for clients that had left or been told of a failure.',
    ],
  ])('are whole, of one and of several: %s', (text, expected) => {
    expect(plain(text)).toBe(expected)
  })

  it('name instants to a tenth of a second, and two with as many decimals as tell them apart', () => {
    expect(plain(instant(12.34))).toBe('12.3 s')
    expect(instant(-0.5).startsWith('\u2212')).toBe(true)
    expect(instants(1, 2)).toEqual(['1.0', '2.0'])
    expect(instants(0.05, 0.07)).toEqual(['0.05', '0.07'])
    expect(instants(3, 3.0001)).toEqual(['3.000', '3.000'])
  })
})
