import { expect, test } from 'vitest'
import { inMemory } from './memory-io.ts'

test('What is exported, import reads back.', async () => {
  const flags = ['--set', 'server.workers=7', '--set', 'server.timeoutMs=45000']
  const { code, stdout, stderr } = await inMemory(['export', '--as', 'conf.py', ...flags])
  expect([code, stderr]).toEqual([0, ''])
  const { stdout: back } = await inMemory(['import', '-', '--json'], { stdin: stdout })
  expect(JSON.parse(back).server).toMatchObject({ kind: 'gunicorn-sync', workers: 7, timeoutMs: 45_000 })
})

test('What a file cannot say is told on standard error.', async () => {
  const { code, stderr } = await inMemory([
    'export',
    '--as',
    'uwsgi',
    '--set',
    'server.kind=uwsgi',
    '--set',
    'server.timeoutMs=1500',
  ])
  expect([code, stderr]).toEqual([0, 'uWSGI’s harakiri takes whole seconds: 2 s instead of 1,500 ms.\n'])
})

test.each([
  [[], '--as is missing; allowed is one of gunicorn, conf.py, procfile, uwsgi, nginx, eb, compose.'],
  [['--as', 'apache'], '--as is "apache"; allowed is one of gunicorn, conf.py, procfile, uwsgi, nginx, eb, compose.'],
  [['--as', 'uwsgi'], 'server.kind is "gunicorn-sync"; allowed is one of uwsgi for this file.'],
  [['--as', 'nginx', '--set', 'proxy.kind=none'], 'proxy.kind is "none"; allowed is nginx for an nginx configuration.'],
])('“prefork export %j” is refused in a sentence.', async (words, sentence) => {
  expect(await inMemory(['export', ...words])).toMatchObject({ code: 2, stdout: '', stderr: `${sentence}\n` })
})
