/** Numbers of one result that say the same thing in two ways. */
import { describe, expect, it } from 'vitest'
import { COUNTED_OUTCOMES } from '../../sim/measure/outcomes.ts'
import { resultBuffers } from '../../sim/measure/result.ts'
import { type Row, rowsOf, sentIn, windowOf } from './from-rows.ts'
import { claim, claimClose, claimSame, holds, sum } from './trying.ts'

describe('Numbers that say the same thing', () => {
  it('agree: latencies of the rows and of the summary', () => {
    holds(801, result => {
      const latencies = sentIn(rowsOf(result), windowOf(result))
        .filter(row => row.outcome === '200')
        .map(row => row.endedMs - row.sentMs)
        .sort((a, b) => a - b)
      const { latencyMs } = result
      if (latencies.length === 0) {
        for (const value of Object.values(latencyMs)) expect(value).toBeNaN()
        return
      }
      claimClose(latencyMs.mean, sum(latencies) / latencies.length, 'mean')
      claimClose(latencyMs.max, latencies.at(-1)!, 'max')
      const quantiles = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const
      for (const [name, quantile] of Object.entries(quantiles)) {
        // The histogram: nearest rank, within 2^-9 of the value, and nothing below 2^-7 ms (and a bucket) told apart.
        const exact = latencies[Math.max(0, Math.ceil(quantile * latencies.length) - 1)]!
        const found = latencyMs[name as keyof typeof quantiles]
        expect(Math.abs(found - exact), name).toBeLessThanOrEqual(Math.max(exact, 4.01) * 2 ** -9)
      }
    })
  })

  it('agree: what happened in the window, in the rows and in the summary', () => {
    holds(802, result => {
      const { fromMs, toMs } = windowOf(result)
      const rows = rowsOf(result)
      const seconds = (toMs - fromMs) / 1000
      const inside = (at: number) => at >= fromMs && at < toMs
      const answered = rows.filter(row => row.outcome === '200' && inside(row.finishedMs))
      const inTime = answered.filter(row => row.endedMs - row.sentMs <= result.scenario.client.goalMs)
      claimClose(result.throughputPerSecond * seconds, answered.length, 'throughput')
      claimClose(result.goodputPerSecond * seconds, inTime.length, 'goodput')
      claimClose(result.servedPerSecond * seconds, rows.filter(row => inside(row.finishedMs)).length, 'served')
    })
  })

  it('agree: the series and the sums over the window', () => {
    holds(803, result => {
      const { buckets, bucketMs, columns, fromMs } = result.series!
      const window = windowOf(result)
      expect(fromMs).toBe(window.fromMs)
      const total = (name: keyof typeof columns) => (sum(columns[name]) * bucketMs) / 1000
      claimClose(total('offered'), result.offered, 'offered')
      claimClose(total('retried'), result.retried, 'retried')
      // Counted where it happens, half a network away from the client.
      const { roundTripMs, timeoutMs } = result.scenario.client
      const newsMs = (row: Row) => (row.outcome === 'timeout' ? Math.min(roundTripMs, timeoutMs) : roundTripMs)
      const endedAt = (row: Row) => row.endedMs - newsMs(row)
      const ended = rowsOf(result).filter(row => endedAt(row) >= fromMs && endedAt(row) < window.toMs)
      for (const name of COUNTED_OUTCOMES) {
        const column = name === '200' ? 'ok' : name
        claimClose(total(column), ended.filter(row => row.outcome === name).length, column)
      }
      for (const column of Object.values(columns)) expect(column.length).toBe(buckets)
      claimClose(buckets * bucketMs, window.toMs - window.fromMs, 'window')
      const mean = (name: keyof typeof columns) => sum(columns[name]) / buckets
      const { places } = result
      claimClose(mean('cpu'), result.cpuUtilization, 'cpu')
      claimClose(mean('cpuWasted'), result.cpuUtilization * result.wastedCpuShare, 'wasted')
      claimClose(mean('busyWorkers'), result.workerUtilization * result.scenario.server.workers, 'workers')
      for (const name of ['proxy', 'acceptQueue', 'process', 'runnable', 'io'] as const) {
        claimClose(mean(name), places[name], name)
      }
      claimClose(mean('onCpu'), places.cpu, 'on CPU')
    })
  })

  it('contain no number that is none, but where nothing was answered', () => {
    holds(804, result => {
      const { series, rows, histogram, latencyMs, ...numbers } = result
      for (const [name, value] of Object.entries(numbers))
        if (typeof value === 'number') expect(value, name).not.toBeNaN()
      for (const [name, value] of Object.entries({ ...result.places, ...result.log })) expect(value, name).not.toBeNaN()
      for (const [name, column] of Object.entries(series!.columns)) {
        if (!name.startsWith('latency'))
          claim(
            column.every(value => value >= 0),
            () => `${name} has ${column}`,
          )
      }
      expect(sum(histogram)).toBe(result.ok)
      for (const value of Object.values(latencyMs)) expect(Number.isNaN(value)).toBe(result.ok === 0)
      expect(rows!.cut).toBe(false)
    })
  })

  it('move to another thread without a copy: no buffer is listed twice, and the clone is equal', () => {
    holds(805, result => {
      const buffers = resultBuffers(result)
      expect(new Set(buffers).size).toBe(buffers.length)
      const copy = structuredClone(result)
      claimSame(structuredClone(result, { transfer: buffers }), copy)
      for (const buffer of buffers) expect(buffer.byteLength).toBe(0)
    })
  })
})
