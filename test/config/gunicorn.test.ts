import { describe, expect, test } from 'vitest'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { left, read, taken } from './reading.ts'

describe('A gunicorn command line', () => {
  test('is read with flags of all forms.', () => {
    const text = `/usr/bin/gunicorn -w 4 -k=gthread --threads=8 -b unix:/run/app.sock --backlog 64 \\
      --max-requests 1000 --max-requests-jitter '50' --worker-connections "200" app:app`
    expect(taken(read(text))).toEqual([
      '1 server.kind=gunicorn-gthread',
      '1 server.workers=4',
      '1 server.threads=8',
      '1 server.backlog=64',
      '1 proxy.socket=unix',
      '2 server.connections=200',
      '2 server.maxRequests=1000',
      '2 server.maxRequestsJitter=50',
    ])
  })

  test.each([
    ['gunicorn app:app', 'gunicorn-sync'],
    ['gunicorn --threads 1 app:app', 'gunicorn-sync'],
    ['gunicorn --threads 2 app:app', 'gunicorn-gthread'],
    ['gunicorn -k sync --threads 2 app:app', 'gunicorn-gthread'],
    ['gunicorn -k gthread app:app', 'gunicorn-gthread'],
    ['gunicorn --worker-class=gevent app:app', 'gunicorn-gevent'],
    ['python -m gunicorn -kgevent app:app', 'gunicorn-gevent'],
    ['cd /srv && exec env A=b gunicorn app:app', 'gunicorn-sync'],
  ])('%s has workers of the kind %s.', (text, kind) => {
    expect(read(text).set.server?.kind).toBe(kind)
  })

  test('has gunicorn’s own defaults for what it does not say.', () => {
    const { set, understood } = read('gunicorn app:app')
    const { workers, backlog, timeoutMs } = SERVER_KINDS['gunicorn-sync']
    expect(set.server).toMatchObject({
      workers: workers.default,
      backlog: backlog.default,
      timeoutMs: timeoutMs.default,
      maxRequests: 0,
    })
    expect(understood.filter(({ line }) => line === 0).every(({ note }) => note === 'gunicorn’s default')).toBe(true)
  })

  test('takes the defaults that stand in variables, and leaves out what is in none.', () => {
    const configuration = read(`WEB_CONCURRENCY=5 gunicorn --backlog \${BACKLOG:-99} --timeout $T app:app`)
    expect(taken(configuration)).toEqual(['1 server.kind=gunicorn-sync', '1 server.workers=5', '1 server.backlog=99'])
    expect(left(configuration)).toContain('1: the environment variable "T" is not known here.')
  })

  test('says of every other word why it sets nothing.', () => {
    const configuration = read(
      'gunicorn -w 2 -w 3 --timeout 40 -k gevent --keep-alive 5 --preload --frob app:app | tee log',
    )
    expect(left(configuration)).toEqual([
      '1: gunicorn has no flag "--frob".',
      '1: the application; what a request costs is not in it.',
      '1: line 1 sets it again.',
      '1: memory that workers share is not modelled; a smaller server.memoryMb stands for it.',
      '1: for these workers it is a heartbeat of the process, not a limit on a request.',
      '1: only the command that starts the server is read.',
    ])
  })

  test('says how long threads keep a connection.', () => {
    expect(taken(read('gunicorn --threads 4 --keep-alive 5 app:app'))).toContain('1 server.keepaliveMs=5000')
  })

  test('leaves out a value that no scenario has.', () => {
    expect(left(read('gunicorn -w 0 --timeout 1.5 app:app'))).toEqual(
      expect.arrayContaining([
        '1: server.workers is 0; allowed is a whole number from 1 to 1,000.',
        '1: timeout is "1.5"; allowed is a whole number.',
      ]),
    )
  })
})

describe('A gunicorn.conf.py', () => {
  const value = (expression: string, cores = 2) => {
    const { understood, leftOut } = read(
      `import multiprocessing, os, math\nbacklog = ${expression}\nworkers = 1`,
      'conf.py',
      cores,
    )
    return understood.find(({ line, path }) => line === 2 && path === 'server.backlog')?.value ?? leftOut[0]?.why
  }

  test.each<[string, number]>([
    ['multiprocessing.cpu_count() * 2 + 1', 5],
    ['os.cpu_count() or 1', 2],
    ['len(os.sched_getaffinity(0)) + 1', 3],
    ['int(os.environ.get("BACKLOG", "64"))', 64],
    ['int(os.getenv("BACKLOG") or 65)', 65],
    ['min(8, max(2, multiprocessing.cpu_count())) * 3', 6],
    ['-(-7 // 2)', 4],
    ['-7 % 5', 3],
    ['2 ** 6 + 0x10 - 1_0', 70],
    ['round(2.5) + round(3.5)', 6],
    ['7 if 3 > 2 and not False else 8', 7],
    ['(1, 2, 3)[-1]', 3],
    ['int("1" "2")', 12],
    ['math.ceil(9 / 2)', 5],
  ])('%s is %i.', (expression, expected) => {
    expect(value(expression)).toBe(expected)
  })

  test.each([
    ['os.environ["BACKLOG"]', 'the environment variable "BACKLOG" is not known here.'],
    ['open("/etc/passwd").read()', '"open(\\"/etc/passwd\\").read()" is not evaluated.'],
    ['__import__("os").system("true")', '"__import__(\\"os\\").system(\\"true\\")" is not evaluated.'],
    ['[1 for x in range(10**9)]', '"[1 for x in range(10**9)]" is not evaluated.'],
    ['"a" * 10**9', '"a" is no number.'],
    ['9 ** 9 ** 9', '9 ** 387420489 is no number.'],
    ['1 / 0', 'it divides by zero.'],
    ['undefined', '"undefined" is not assigned before.'],
    [`${'('.repeat(100)}1${')'.repeat(100)}`, 'the expression is nested too deeply.'],
    ['lambda: 3', '"lambda: 3" is not evaluated.'],
  ])('%s is left out.', (expression, why) => {
    expect(value(expression)).toBe(why)
  })

  test('is read as a whole.', () => {
    const text = `"""How we run it."""
import multiprocessing as mp
from os import environ as env  # a remark
cores = mp.cpu_count()
workers: int = cores * 2 + 1
workers += 1
bind = [f"unix:{env.get('DIR', '/run')}/app.sock", "0.0.0.0:8000"]
worker_class = "sync"; timeout = 45
if env.get("DEBUG"):
    timeout = 0
def post_fork(server, worker):
    server.log.info("up")
keepalive = 5
`
    const configuration = read(text, null, 4)
    expect(configuration.kind).toBe('conf.py')
    expect(taken(configuration)).toEqual([
      '6 server.workers=10',
      '7 proxy.socket=unix',
      '8 server.kind=gunicorn-sync',
      '8 server.timeoutMs=45000',
    ])
    expect(left(configuration)).toEqual([
      '4: gunicorn has no setting "cores".',
      '5: line 6 sets it again.',
      '7: the model has one socket; the first address is taken.',
      '9: an if is not followed. It may change timeout.',
      '11: a function; nothing is executed.',
      '13: a sync worker closes each connection after its answer.',
    ])
  })

  test('with an error in it is read where it can be.', () => {
    const configuration = read('workers = 3\nbacklog = (\n', 'conf.py')
    expect(taken(configuration)).toEqual(['1 server.workers=3'])
    expect(left(configuration)).toEqual(['2: this is not Python: there is a syntax error.'])
  })
})
