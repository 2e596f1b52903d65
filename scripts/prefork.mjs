#!/usr/bin/env node
/** The command line, built if need be: `npm run prefork -- …`, `npx prefork …`, or `prefork …` after `npm link`. */
import { become } from './built.mjs'

const { npm_lifecycle_event: script, INIT_CWD: callersFolder } = process.env
// npm runs a script in the project's folder, but file names are meant from where the person stands.
if (script === 'prefork' && callersFolder !== undefined) process.chdir(callersFolder)
await become('prefork')
