/** Comparing what became of requests with what should have, in milliseconds. */
import { expect } from 'vitest'
import type { Row, TracedRequest } from '../../twin/request.ts'

/** A request by its three numbers. */
export function request(sentMs: number, cpuMs: number, ioMs: number): TracedRequest {
  return { sentMs, cpuMs, ioMs }
}

/** Each row has the values its expectation names (times within 1e-6), and there are no further rows. */
export function expectRows(rows: Row[], expected: Partial<Row>[]): void {
  expect(rows.length).toBe(expected.length)
  const rounded = rows.map((row, index) =>
    Object.fromEntries(Object.keys(expected[index]!).map(name => [name, round(row[name as keyof Row])])),
  )
  expect(rounded).toEqual(expected.map(row => mapValues(row, round)))
}

function mapValues(row: Partial<Row>, change: (value: Row[keyof Row]) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(value)]))
}

function round(value: Row[keyof Row]): Row[keyof Row] {
  return typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value
}
