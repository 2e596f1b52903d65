/** `npm run bench`: the benchmark, built if need be; a table on standard error, JSON lines on standard output. */
import { become } from './built.mjs'

await become('bench')
