import { describe, expect, test } from 'vitest'
import { readConfiguration } from '../../sim/config/read-configuration.ts'
import { left, read, taken } from './reading.ts'

test('Of a Procfile the web process counts.', () => {
  const configuration = read('# ours\nworker: celery -A app\nweb: gunicorn --workers 3 --threads 2 app:app\n')
  expect(configuration.kind).toBe('procfile')
  expect(taken(configuration)).toEqual(['3 server.kind=gunicorn-gthread', '3 server.workers=3', '3 server.threads=2'])
  expect(left(configuration)[0]).toBe('2: only the process type web answers requests.')
})

test.each([
  ['waitress-serve --threads=8 --unix-socket=/run/a.sock app:app', { kind: 'waitress', threads: 8 }, 'unix'],
  ['waitress-serve --call --threads 6 --connection-limit=20 app:make', { threads: 6, connections: 20 }, undefined],
  ['flask --app shop run --port 80', { kind: 'flask-threaded' }, undefined],
  ['flask run --without-threads', { kind: 'flask' }, undefined],
  [
    'uwsgi --http :8000 -p 4 --threads 2 --master -R 500 --harakiri=20',
    { kind: 'uwsgi', workers: 4, threads: 2, maxRequests: 500, timeoutMs: 20_000 },
    'tcp',
  ],
])('%s', (text, server, socket) => {
  const { set } = read(text)
  expect(set.server).toMatchObject(server)
  expect(set.proxy?.socket).toBe(socket)
})

test('A uwsgi.ini is read with its placeholders, and only its own section.', () => {
  const configuration = read(`[other]
processes = 9
[uwsgi]
; a remark
base = /srv/%(name)
procs = %k
workers = %(procs)
listen = 1024
harakiri = 30
max_requests = 5000
socket = /run/app.sock
cheaper = 2
home = $(VENV)
listen = 99999
`)
  expect(taken(configuration)).toEqual([
    '3 server.kind=uwsgi',
    '7 server.workers=2',
    '8 server.backlog=1024',
    '9 server.timeoutMs=30000',
    '10 server.maxRequests=5000',
    '11 proxy.socket=unix',
  ])
  expect(left(configuration)).toEqual([
    '2: only the section [uwsgi] is read.',
    '5: "%(name)" is not known here.',
    '6: it changes nothing that is modelled.',
    '12: all processes run all the time in the model.',
    '13: "$(VENV)" is not known here.',
    '14: server.backlog is 99999; allowed is a whole number from 0 to 65,535.',
  ])
})

describe('An nginx configuration', () => {
  test('is read along the way that requests take, the inner directive over the outer.', () => {
    const configuration = read(`events { worker_connections 2048; }
http { keepalive_timeout 65 60s; keepalive_requests 100;
  proxy_read_timeout 10s; # all of them
  upstream app { server unix:/run/app.sock fail_timeout=0; server 10.0.0.2:80; keepalive 8; }
  server {
    proxy_connect_timeout 1m30s;
    location /static/ { root "/srv/a;b{c}"; }
    location / {
      proxy_pass http://app;
      proxy_read_timeout 500ms;
      proxy_request_buffering off;
      proxy_set_header Host $host;
    }
  }
}`)
    expect(taken(configuration)).toEqual([
      '1 proxy.workerConnections=2048',
      '2 proxy.keepaliveMs=65000',
      '4 proxy.upstreamKeepalive=8',
      '4 proxy.socket=unix',
      '6 proxy.connectTimeoutMs=90000',
      '9 proxy.kind=nginx',
      '10 proxy.readTimeoutMs=500',
      '11 proxy.requestBuffering=off',
    ])
    expect(left(configuration)).toEqual([
      '2: a client’s connection carries up to 1000 requests in the model.',
      '3: line 10 sets it again.',
      '4: nginx has one server behind it in the model; the first is taken.',
      '7: requests that take another way than the one that was read.',
      '12: the model’s requests have no headers.',
    ])
  })

  test('keeps connections to an address never, and to a block of servers as many as nginx does by itself.', () => {
    const address = read('location / { proxy_pass http://127.0.0.1:80; }', 'nginx')
    expect(taken(address)).toContain('1 proxy.upstreamKeepalive=0')
    const block = read('upstream app { server 127.0.0.1:80; }\nlocation / { proxy_pass http://app; }', 'nginx')
    expect(block.set.proxy?.upstreamKeepalive).toBeUndefined()
  })

  test('closes each connection of a client after its answer, with a keepalive_timeout of 0.', () => {
    const configuration = read('keepalive_timeout 0;\nlocation / { proxy_pass http://127.0.0.1:80; }', 'nginx')
    expect(taken(configuration)).toContain('1 proxy.keepaliveMs=0')
    expect(left(read('keepalive_timeout long;\nproxy_pass http://a;', 'nginx'))).toEqual([
      '1: "long" is no time; allowed are times such as 30s, 1m30s or 500ms.',
    ])
  })

  test('counts by depth, not by order.', () => {
    const { set } = read('location / { proxy_pass http://127.0.0.1:80; proxy_read_timeout 5; }\nproxy_read_timeout 9;')
    expect(set.proxy?.readTimeoutMs).toBe(5000)
  })

  test.each([
    ['server { location / { proxy_pass http://a; proxy_read_timeout 5s; }', '1: its closing brace is missing.'],
    ['location / { proxy_pass http://a; proxy_read_timeout 5s }', '1: a semicolon is missing at its end.'],
    ['proxy_pass http://a; }', '1: no block is open here.'],
    ['proxy_pass http://a;\nadd_header x "y;', '2: its quote is not closed.'],
    [
      'proxy_pass http://a; proxy_read_timeout soon;',
      '1: "soon" is no time; allowed are times such as 30s, 1m30s or 500ms.',
    ],
    ['proxy_pass http://a; proxy_read_timeout 0;', '1: a timeout of 0 passes at once; that is not modelled.'],
  ])('with a fault says where it is: %s', (text, sentence) => {
    expect(left(read(text, 'nginx'))).toContain(sentence)
  })
})

describe('An Elastic Beanstalk .config', () => {
  test.each([
    [
      'a map',
      'option_settings:\n  aws:elasticbeanstalk:container:python:\n    NumProcesses: 3\n    NumThreads: "20"\n',
    ],
    [
      'a list',
      `option_settings:
  - namespace: aws:elasticbeanstalk:container:python
    option_name: NumProcesses
    value: 3
  - {namespace: "aws:elasticbeanstalk:container:python", option_name: NumThreads, value: 20}
`,
    ],
  ])('is read as %s.', (_, text) => {
    expect(read(text)).toMatchObject({
      kind: 'eb',
      set: { server: { kind: 'gunicorn-gthread', workers: 3, threads: 20 }, proxy: { kind: 'nginx', socket: 'tcp' } },
    })
  })

  test('has the platform’s one process and fifteen threads where it says nothing else.', () => {
    const text = 'option_settings:\n  aws:elasticbeanstalk:container:python:\n    NumProcesses: 2\n'
    expect(read(text).set.server).toMatchObject({ kind: 'gunicorn-gthread', workers: 2, threads: 15 })
    expect(read(text.replace('Processes: 2', 'Threads: 1')).set.server).toMatchObject({
      kind: 'gunicorn-sync',
      workers: 1,
    })
  })

  test('says of every other option why it sets nothing.', () => {
    const configuration = read(`option_settings:
  aws:elasticbeanstalk:container:python:
    NumProcesses: 2
    WSGIPath: app:app
  aws:ec2:instances:
    SpotMaxPrice: 0.01
  my:own: {a: b}
commands:
  01: {command: ls}
`)
    expect(left(configuration)).toEqual([
      '4: the application; what a request costs is not in it.',
      '6: of the machine only its type is read, and of the group its size and its rule.',
      '7: Elastic Beanstalk’s namespace "my:own" is not known here.',
      '8: only option_settings are read.',
    ])
  })
})

describe('The fleet of an Elastic Beanstalk .config', () => {
  const FLEET = `option_settings:
  aws:autoscaling:launchconfiguration:
    InstanceType: t2.nano
  aws:ec2:instances:
    InstanceTypes: t3.small, t3.medium
    EnableSpot: true
  aws:autoscaling:asg: {MinSize: 2, MaxSize: "6", Cooldown: 120}
  aws:autoscaling:trigger:
    MeasureName: Latency
    Statistic: Average
    Unit: Seconds
    UpperThreshold: 1.5
    LowerThreshold: 0.25
    Period: 2
    EvaluationPeriods: 3
    LowerBreachScaleIncrement: -2
  aws:elasticbeanstalk:environment: {LoadBalancerType: application}
  aws:elasticbeanstalk:environment:process:default: {HealthCheckPath: /up, HealthCheckInterval: 15, DeregistrationDelay: 30}
  aws:elbv2:loadbalancer: {IdleTimeout: 90}
`

  test('is read: machine, size, rule and load balancer, in the scenario’s units.', () => {
    expect(read(FLEET).set).toEqual({
      machine: { type: 't3.small' },
      fleet: {
        min: 2,
        max: 6,
        cooldownSeconds: 120,
        metric: 'latency',
        latencyUpperMs: 1500,
        latencyLowerMs: 250,
        periodSeconds: 120,
        breachSeconds: 360,
        balancer: 'round-robin',
        healthCheck: 'http',
        checkSeconds: 15,
        drainSeconds: 30,
        idleTimeoutSeconds: 90,
      },
    })
  })

  test('says of each line that does not count why.', () => {
    expect(left(read(FLEET))).toEqual([
      '3: line 5 goes before it.',
      '6: prices are those on demand.',
      '16: the model adds and removes one instance at a time.',
    ])
  })

  test.each([
    [
      '{MeasureName: NetworkIn, UpperThreshold: 5}',
      ['the model scales by NetworkOut, CPUUtilization, Latency, TargetResponseTime.', 'its metric is not modelled.'],
    ],
    [
      '{MeasureName: CPUUtilization, Unit: Bytes, UpperThreshold: 70}',
      ['CloudWatch has it in Percent; with another unit the alarm has no data.'],
    ],
    [
      '{Statistic: Maximum, UpperThreshold: many}',
      ['the model takes the average of the instances.', 'fleet.networkOutUpperMb is "many"; allowed is a number.'],
    ],
    ['{UpperThreshold: 1, UpperThreshold: 7000000}', []],
    ['{Period: 0}', ['fleet.periodSeconds is 0; allowed is a number from 10 to 86,400 s.']],
  ])('A trigger %s is read as far as it can be.', (trigger, whys) => {
    const text = `option_settings:\n  aws:autoscaling:asg: {MinSize: 2}\n  aws:autoscaling:trigger: ${trigger}\n`
    expect(read(text).leftOut.map(({ why }) => why)).toEqual(expect.arrayContaining(whys))
  })

  test('A single instance is a fleet of one.', () => {
    const text = 'option_settings:\n  aws:elasticbeanstalk:environment: {EnvironmentType: SingleInstance}\n'
    expect(read(text).set.fleet).toEqual({ min: 1, max: 1 })
  })

  test('A machine that the catalogue does not have is left out with a sentence.', () => {
    const text =
      'option_settings:\n  aws:autoscaling:asg: {MinSize: 2}\n  aws:ec2:instances: {InstanceTypes: t1.micro}\n'
    expect(left(read(text))[0]).toMatch(/^3: machine\.type is "t1\.micro"; allowed is /)
  })
})

describe('What a file is', () => {
  test.each([
    ['conf/gunicorn.conf.py', 'workers = 2', 'conf.py'],
    ['Procfile', 'web: gunicorn app:app', 'procfile'],
    ['app.ini', 'processes = 2', 'uwsgi'],
    ['site.conf', 'proxy_pass http://a;', 'nginx'],
    ['.ebextensions/01.config', 'option_settings: {"aws:elasticbeanstalk:container:python": {NumThreads: 2}}', 'eb'],
  ] as const)('its name %s says.', (name, text, kind) => {
    expect(readConfiguration(text, { name, kind: null, cores: 1 })).toMatchObject({ ok: true, value: { kind } })
  })

  test('can be overridden.', () => {
    expect(read('processes = 2', 'uwsgi').set.server?.workers).toBe(2)
  })

  test.each([
    ['', 'It is empty; allowed is the text of a configuration.'],
    ['PNG\0', 'It is not text: there are zero bytes in it.'],
    ['hello', /^It is none of the files that are read here; allowed is a command line, /],
    ['x'.repeat(200_001), 'It is 200,001 characters long; allowed are at most 200,000.'],
    ['def f(:\n  pass\nx = 1', /^Read as a gunicorn.conf.py, nothing in it sets anything that is simulated\. Line 1: /],
  ])('and where it is none, a sentence says so.', (text, sentence) => {
    const result = readConfiguration(text, { name: null, kind: null, cores: 1 })
    expect(result.ok ? '' : result.problems[0]!.message).toMatch(sentence)
  })
})
