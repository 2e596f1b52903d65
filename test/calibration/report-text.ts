import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../ground/sources.ts'

/** What a load generator printed: one of the files in `reports/`. */
export function reportText(name: string): string {
  return readFileSync(join(ROOT, 'test/calibration/reports', `${name}.txt`), 'utf8')
}
