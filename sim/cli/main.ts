/**
 * Where the built program begins.
 */
import { nodeIo } from './node-io.ts'
import { prefork } from './prefork.ts'

process.exitCode = await prefork(process.argv.slice(2), nodeIo())
