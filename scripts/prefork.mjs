/** `npm run prefork -- …`: the command line, built if need be. */
import { become } from './command-line.mjs'

// npm runs scripts in the project's folder; file names are meant from where the person stands.
if (process.env.INIT_CWD !== undefined) process.chdir(process.env.INIT_CWD)
await become('prefork')
