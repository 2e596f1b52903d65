import { expect, it } from 'vitest'
import { faster, SPEEDS, speedPlace, speedText, speedWords } from '../../../web/time/speeds.ts'

it('Speeds go from a hundredth to a hundred times in steps of about the same ratio', () => {
  expect(SPEEDS[0]).toBe(1 / 100)
  expect(SPEEDS.at(-1)).toBe(100)
  for (const [place, speed] of SPEEDS.slice(1).entries()) {
    expect(speed / SPEEDS[place]!).toBeGreaterThanOrEqual(2)
    expect(speed / SPEEDS[place]!).toBeLessThanOrEqual(2.5)
  }
})

it('One step faster and one slower is where one was, and the ends are ends', () => {
  for (const speed of SPEEDS.slice(1, -1)) expect(faster(faster(speed, 1), -1)).toBe(speed)
  expect(faster(100, 1)).toBe(100)
  expect(faster(0.01, -3)).toBe(0.01)
  expect(speedPlace(0.3)).toBe(SPEEDS.indexOf(0.2))
})

it('A speed is written as a ratio', () => {
  expect(SPEEDS.map(speedText)).toEqual('1/100× 1/50× 1/20× 1/10× 1/5× 1/2× 1× 2× 5× 10× 20× 50× 100×'.split(' '))
  expect([0.05, 1, 20].map(speedWords)).toEqual(['20 times slower', 'as fast as life', '20 times faster'])
})
