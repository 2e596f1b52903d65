/**
 * Memory of a run of ten million requests without rows: the peak of a process of its own, as the kernel counted it. And
 * what a request leaves on the heap: bytes allocated by a long run over its requests.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { simulate } from '../sim/simulate.ts'
import type { Figure } from './report.ts'
import { poolScenario, quickStackScenario } from './scenarios.ts'

export async function measureMemory(): Promise<Figure> {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), '--memory-child'])
  return { name: 'memory 10 million', megabytes: Number(stdout), asked: '< 300 MB' }
}

export function runMemoryChild(): void {
  simulate(quickStackScenario(10_000_000))
  process.stdout.write(String(process.resourceUsage().maxRSS / 1024))
}

/** So large that no collection comes between two looks at the heap. */
const YOUNG_HEAP = ['--min-semi-space-size=256', '--max-semi-space-size=256']
const COUNTED_REQUESTS = 1_000_000

export async function measureAllocation(): Promise<Figure> {
  const child = [...YOUNG_HEAP, fileURLToPath(import.meta.url), '--allocation-child']
  const { stdout } = await promisify(execFile)(process.execPath, child)
  return { name: 'allocated a request', bytes: Number(stdout) }
}

/** A long run less a short one, so that what a run takes once does not count; the first one is V8's to compile. */
export function runAllocationChild(): void {
  allocatedBytes(COUNTED_REQUESTS)
  const once = allocatedBytes(1000)
  process.stdout.write(String((allocatedBytes(COUNTED_REQUESTS) - once) / COUNTED_REQUESTS))
}

function allocatedBytes(requests: number): number {
  const scenario = poolScenario(8, requests)
  const before = process.memoryUsage().heapUsed
  simulate(scenario)
  return process.memoryUsage().heapUsed - before
}
