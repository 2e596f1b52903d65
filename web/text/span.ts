/** Instants in seconds, as sentences name them. */
import { fixed, MINUS, NBSP } from './format.ts'

/** "12.3 s". */
export function instant(seconds: number): string {
  return `${signed(seconds, 1)}${NBSP}s`
}

/** Two of them without their unit, with as many decimals as it takes to tell them apart: 0.05 and 0.07. */
export function instants(from: number, to: number): [from: string, to: string] {
  const digits = ([1, 2, 3] as const).find(many => signed(from, many) !== signed(to, many)) ?? 3
  return [signed(from, digits), signed(to, digits)]
}

function signed(seconds: number, digits: 1 | 2 | 3): string {
  return fixed(seconds, digits).replace('-', MINUS)
}
