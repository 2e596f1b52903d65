/**
 * A `docker-compose.yml` that is the whole experiment: the server as it was chosen, nginx in front of it, an application
 * that spends what each request asks for, and a program that sends the scenario's traffic. Whoever runs it can check
 * what was simulated.
 */
import { Document, Scalar } from 'yaml'
import { accepted, type Checked, notAllowed, refused } from '../../scenario/problem.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import app from './app.py?raw'
import { commandOf, type TakeHomeFile, takeHome } from './files.ts'
import flaskServer from './flask_server.py?raw'
import load from './load.py?raw'
import { isGunicorn } from './options.ts'

/** Versions that the simulation's rules and defaults were read from. */
const PACKAGES = 'gunicorn==26.1.0 gevent uwsgi==2.0.30 waitress==3.0.2 flask==3.1.3 werkzeug==3.1.8'
const NGINX = 'nginx:1.28'
const PYTHON = 'python:3.11-slim'

/** @returns the one file, or a sentence when the scenario cannot be run for real. */
export function composeFile(scenario: Scenario): Checked<TakeHomeFile> {
  const { server, traffic, proxy } = scenario
  if (server.kind === 'turbogears') {
    return refused([
      notAllowed('server.kind', server.kind, 'a server that can still be installed; TurboGears 1 needs Python 2'),
    ])
  }
  if (traffic.kind === 'trace')
    return refused([notAllowed('traffic.kind', 'trace', 'open or closed for a load script')])
  const nginx = proxy.kind === 'nginx' ? takeHome('nginx', scenario) : null
  if (nginx && !nginx.ok) return nginx
  const files: [name: string, text: string][] = [
    ['scenario.json', `${JSON.stringify(scenario, null, 2)}\n`],
    ['app.py', app],
    ['load.py', load],
  ]
  if (isFlask(scenario)) files.push(['flask_server.py', flaskServer])
  if (nginx) files.push(['nginx.conf', nginx.value.text])
  const setup = isGunicorn(scenario)
    ? takeHome('conf.py', scenario)
    : server.kind === 'uwsgi'
      ? takeHome('uwsgi', scenario)
      : null
  if (setup?.ok) files.push([setup.value.name, setup.value.text])
  const lost = [...(nginx?.value.lost ?? []), ...commandOf(scenario).lost, ...notes(scenario)]
  return accepted({ name: 'docker-compose.yml', text: textOf(scenario, files), lost })
}

const isFlask = ({ server }: Scenario) => server.kind === 'flask' || server.kind === 'flask-threaded'

/** What the experiment does not have of the scenario. */
function notes({ client, machine, traffic }: Scenario): string[] {
  return [
    ...(client.slowShare > 0 ? ['The load script’s clients are never slow; client.slowShare is left out.'] : []),
    ...(machine.memoryMb > 0
      ? ['The containers may use all of the machine’s memory; machine.memoryMb is left out.']
      : []),
    ...(client.roundTripMs > 0
      ? ['The network between containers is that of one machine; client.roundTripMs is left out.']
      : []),
    ...(client.connectMs > 0
      ? ['A connection between containers is open at once, and without TLS; client.connectMs is left out.']
      : []),
    ...(traffic.kind === 'closed' && client.keepAlive === 'on'
      ? ['The load script opens a connection for each request; client.keepAlive is left out.']
      : []),
  ]
}

function textOf(scenario: Scenario, files: readonly [string, string][]): string {
  const { proxy, machine } = scenario
  const hasProxy = proxy.kind === 'nginx'
  // The application and nginx share the same cores, as in the simulation; the load script may use all others.
  const cpuset = machine.cores === 1 ? '0' : `0-${machine.cores - 1}`
  const appFiles = files.map(([name]) => name).filter(name => /^(app|flask_server|gunicorn)|^uwsgi/.test(name))
  const services = {
    app: {
      build: {
        dockerfile_inline: block(
          `FROM ${PYTHON}\nRUN apt-get update && apt-get install -y gcc && pip install ${PACKAGES}\nWORKDIR /srv\n`,
        ),
      },
      command: commandLine(scenario),
      working_dir: '/srv',
      configs: appFiles.map(name => mounted(name, `/srv/${name}`)),
      cpuset,
      sysctls: { 'net.core.somaxconn': machine.somaxconn },
      volumes: ['run:/run/prefork'],
      // nginx is in the same network, so that 127.0.0.1 is the server for both.
      ...(hasProxy && { ports: ['8080:80'] }),
    },
    ...(hasProxy && {
      nginx: {
        image: NGINX,
        network_mode: 'service:app',
        configs: [mounted('nginx.conf', '/etc/nginx/nginx.conf')],
        cpuset,
        volumes: ['run:/run/prefork'],
        depends_on: ['app'],
      },
    }),
    load: {
      image: PYTHON,
      command: ['python', '/load.py', '/scenario.json', 'app', hasProxy ? '80' : '8000', '/results/requests.csv'],
      configs: [mounted('load.py', '/load.py'), mounted('scenario.json', '/scenario.json')],
      volumes: ['./results:/results'],
      depends_on: [hasProxy ? 'nginx' : 'app'],
    },
  }
  const configs = Object.fromEntries(files.map(([name, text]) => [keyOf(name), { content: block(escaped(text)) }]))
  const document = new Document({ services, volumes: { run: {} }, configs })
  document.commentBefore = HEADLINE
  return document.toString({ lineWidth: 0 })
}

const HEADLINE = ` The scenario for real; Docker Compose 2.23 or newer.
   docker compose up --build --abort-on-container-exit --exit-code-from load
 The load script prints what became of the requests; beside it, what is simulated:
   prefork run scenario.json --json
 results/requests.csv has each request. The very same ones, simulated:
   prefork run scenario.json --set traffic.kind=trace --trace results/requests.csv
 scenario.json is the entry of that name under configs.`

function commandLine(scenario: Scenario): string[] {
  if (isGunicorn(scenario)) return ['gunicorn', '--config', 'gunicorn.conf.py', 'app:app']
  const { kind } = scenario.server
  if (kind === 'uwsgi') return ['uwsgi', '--ini', 'uwsgi.ini']
  if (kind === 'flask') return ['python', 'flask_server.py']
  if (kind === 'flask-threaded') return ['python', 'flask_server.py', 'threaded']
  const { options } = commandOf(scenario)
  return ['waitress-serve', ...options.map(({ name, value }) => `--${name}=${value}`), 'app:app']
}

function keyOf(name: string): string {
  return name.replace(/\W/g, '-')
}

function mounted(name: string, target: string) {
  return { source: keyOf(name), target }
}

/** Compose replaces `$name`; two dollars are one. */
function escaped(text: string): string {
  return text.replaceAll('$', '$$$$')
}

function block(text: string): Scalar<string> {
  const scalar = new Scalar(text)
  scalar.type = Scalar.BLOCK_LITERAL
  return scalar
}
