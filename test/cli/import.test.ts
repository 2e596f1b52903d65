import { expect, test } from 'vitest'
import { inMemory } from './memory-io.ts'

const FILES = {
  'gunicorn.conf.py': 'import os\nworkers = os.cpu_count() + 1\ntimeout = 45\nkeepalive = 5\n',
  'nginx.conf': 'location / {\n  proxy_pass http://unix:/run/a.sock;\n  proxy_read_timeout 5s;\n}\n',
  'empty.py': '',
}

test('What was understood is printed as flags, and each other line with its reason.', async () => {
  const { code, stdout } = await inMemory(['import', 'gunicorn.conf.py', '--set', 'machine.cores=4'], { files: FILES })
  expect(code).toBe(0)
  expect(stdout).toContain('"gunicorn.conf.py", read as a gunicorn.conf.py')
  expect(stdout).toMatch(/--set server\.workers=5 +line 2 +workers = os\.cpu_count\(\) \+ 1; with 4 cores\n/)
  expect(stdout).toMatch(/--set server\.backlog=2048 +gunicorn’s default\n/)
  expect(stdout).toMatch(/Not in the scenario: 1 line\n +line 4 +keepalive = 5 +a sync worker closes/)
})

test('As JSON it is a scenario, of all files together, that can be run.', async () => {
  const { stdout } = await inMemory(['import', 'gunicorn.conf.py', 'nginx.conf', '--json'], { files: FILES })
  const scenario = JSON.parse(stdout)
  expect(scenario).toMatchObject({
    server: { kind: 'gunicorn-sync', workers: 2, timeoutMs: 45_000 },
    proxy: { kind: 'nginx', socket: 'unix', readTimeoutMs: 5000 },
  })
  expect((await inMemory(['run', '-', '--set', 'run.seconds=1'], { stdin: stdout })).code).toBe(0)
})

test('Standard input can be read, and its kind be said.', async () => {
  const { stdout } = await inMemory(['import', '-', '--kind', 'uwsgi', '--json'], { stdin: 'processes = 3' })
  expect(JSON.parse(stdout).server).toMatchObject({ kind: 'uwsgi', workers: 3, backlog: 100 })
})

test.each([
  [[], '“prefork import” needs a file, such as gunicorn.conf.py, or - for standard input.'],
  [['x.py'], 'The configuration "x.py" cannot be read: there is no such file.'],
  [['empty.py'], '"empty.py": It is empty; allowed is the text of a configuration.'],
  [
    ['nginx.conf', '--kind', 'apache'],
    '--kind is "apache"; allowed is one of gunicorn, conf.py, procfile, uwsgi, nginx, eb.',
  ],
])('“prefork import %j” is refused in a sentence.', async (words, sentence) => {
  expect(await inMemory(['import', ...words], { files: FILES })).toMatchObject({
    code: 2,
    stdout: '',
    stderr: `${sentence}\n`,
  })
})
