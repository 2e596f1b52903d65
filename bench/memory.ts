/**
 * Memory of a run of ten million requests without rows: the peak of a process of its own, as the kernel counted it.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { simulate } from '../sim/simulate.ts'
import type { Figure } from './report.ts'
import { quickStackScenario } from './scenarios.ts'

export async function measureMemory(): Promise<Figure> {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), '--memory-child'])
  return { name: 'memory 10 million', megabytes: Number(stdout), asked: '< 300 MB' }
}

export function runMemoryChild(): void {
  simulate(quickStackScenario(10_000_000))
  process.stdout.write(String(process.resourceUsage().maxRSS / 1024))
}
