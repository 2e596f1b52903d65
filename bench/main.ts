/**
 * `npm run bench`: how fast the simulator is, on this machine, now. A table on standard error, JSON lines on standard
 * output. Nothing is asserted: figures are quoted with their hardware and date.
 */
import { measureBrowser } from './browser.ts'
import { measureFleetDay } from './fleet.ts'
import { measureAllocation, measureMemory, runAllocationChild, runMemoryChild } from './memory.ts'
import { measurePlan } from './plan.ts'
import { measureReplay } from './replay.ts'
import { report, reportHeader } from './report.ts'
import { measureSweep } from './sweep.ts'
import { measureLinearity, measurePool, measureStack } from './throughput.ts'

if (process.argv.includes('--memory-child')) {
  runMemoryChild()
} else if (process.argv.includes('--allocation-child')) {
  runAllocationChild()
} else {
  reportHeader()
  for (const figure of measurePool()) report(figure)
  report(measureStack())
  for (const figure of measureLinearity()) report(figure)
  report(measureFleetDay())
  report(await measureMemory())
  report(await measureAllocation())
  for (const figure of await measureReplay()) report(figure)
  report(await measureSweep())
  for (const figure of await measurePlan()) report(figure)
  for (const figure of await measureBrowser()) report(figure)
}
