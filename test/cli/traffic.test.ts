import { expect, test } from 'vitest'
import { inMemory } from './memory-io.ts'

const LOG = Array.from({ length: 400 }, (_, at) => {
  const second = String(at % 60).padStart(2, '0')
  const minute = String(Math.floor(at / 60)).padStart(2, '0')
  return `::1 - - [10/Oct/2026:13:${minute}:${second} +0200] "GET / HTTP/1.1" ${at % 50 === 0 ? 502 : 200} 9 "-" "-" 0.${at % 2 ? '040' : '060'}\n`
}).join('')
const files = { 'access.log': `${LOG}torn li`, 'empty.log': '', 'prose.txt': 'a\nb\n' }

test('A log becomes a rate over time, times, flags and what cannot be told.', async () => {
  const { code, stdout } = await inMemory(['traffic', 'access.log', '--cpu', '0.02', '--set', 'machine.cores=2'], {
    files,
  })
  expect(code).toBe(0)
  expect(stdout).toContain('400 requests in 6.65 min, 1.00 a second; nginx’s access log\n8 ended as 5xx, 0 as 499')
  expect(stdout).toMatch(/--set traffic\.arrivals=even /)
  expect(stdout).toMatch(/--set request\.cpuMs=39\.9 /)
  expect(stdout).toMatch(/--set request\.ioMs=9\.\d+ /)
  expect(stdout).toContain('line 401: torn li')
})

test('As JSON it has the flags, which make a scenario.', async () => {
  const { stdout } = await inMemory(['traffic', '-', '--json'], { stdin: LOG })
  const flags = JSON.parse(stdout).flags.flatMap((flag: string) => flag.split(' '))
  expect((await inMemory(['run', ...flags, '--set', 'run.seconds=1'])).code).toBe(0)
})

test.each([
  [[], '“prefork traffic” needs a log, such as access.log, or - for standard input.'],
  [['x.log'], 'The log "x.log" cannot be read: there is no such file.'],
  [['empty.log'], '"empty.log": It is empty; allowed is an access log, JSON lines or CSV.'],
  [
    ['prose.txt'],
    '"prose.txt": None of its 2 lines is a request; allowed is nginx’s access log, JSON, one object a line, CSV, or what log_format says. What wrk, hey and k6 print is read by prefork calibrate.',
  ],
  [
    ['access.log', '--format', '$status'],
    'The log_format has no time in it; allowed is one with $time_local, $time_iso8601 or $msec.',
  ],
  [['access.log', '--cpu', '62'], '--cpu is "62"; allowed is a share above 0 and at most 1, such as 0.62 for 62 %.'],
])('“prefork traffic %j” is refused in a sentence.', async (words, sentence) => {
  expect(await inMemory(['traffic', ...words], { files })).toMatchObject({
    code: 2,
    stdout: '',
    stderr: `${sentence}\n`,
  })
})
