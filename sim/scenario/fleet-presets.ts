/**
 * Fleets with a name: the story’s service as it was and as it became, and what happens to fleets in general.
 */
import type { PartialScenario } from './scenario.ts'

export interface FleetPreset {
  id: string
  title: string
  /** One to three sentences. */
  about: string
  scenario: PartialScenario
}

/** Three requests a second on average and 5.4 at the busiest hour; each computes for 80 ms and waits 120 ms. */
const THE_SERVICE: PartialScenario = {
  traffic: { ratePerSecond: 3 },
  request: { cpuMs: 80, ioMs: 120 },
  proxy: { connectTimeoutMs: 5000, readTimeoutMs: 5000 },
}

export const FLEET_PRESETS: readonly FleetPreset[] = [
  {
    id: 'fleet/one-at-a-time',
    title: 'One at a time, scaled by latency',
    about:
      'Flask’s own server on the one vCPU of an m3.medium. Each morning, as traffic nears what one at a time can do, answers take seconds and an instance is added; each night it is taken out.',
    scenario: {
      ...THE_SERVICE,
      server: { kind: 'flask' },
      machine: { type: 'm3.medium' },
      fleet: { metric: 'latency' },
    },
  },
  {
    id: 'fleet/pool',
    title: 'A pool of three on the same machine',
    about:
      'The same service, machine and rule, with three gunicorn workers. The same traffic no longer passes what one instance can do, so nothing is ever scaled.',
    scenario: {
      ...THE_SERVICE,
      server: { kind: 'gunicorn-sync', workers: 3 },
      machine: { type: 'm3.medium' },
      fleet: { metric: 'latency' },
    },
  },
  {
    id: 'fleet/two-cores',
    title: 'Five workers on a cheaper machine with two vCPUs',
    about:
      'The story’s last move: a t3.medium has two vCPUs and costs 38 % less than the m3.medium with its one. Five workers use both.',
    scenario: {
      ...THE_SERVICE,
      server: { kind: 'gunicorn-sync', workers: 5 },
      machine: { type: 't3.medium' },
      fleet: { metric: 'latency' },
    },
  },
  {
    id: 'fleet/blind',
    title: 'Elastic Beanstalk’s default sees nothing',
    about:
      'One at a time again, scaled by the bytes that instances send, which is Elastic Beanstalk’s default. A server that fails sends little: to this rule the drowning fleet looks idle, and nothing is added.',
    scenario: { ...THE_SERVICE, server: { kind: 'flask' }, machine: { type: 'm3.medium' } },
  },
  {
    id: 'fleet/after-lunch',
    title: 'A t2.small after lunch',
    about:
      'Two t2.small earn what pays for a fifth of a vCPU each, and it is a busy day. In the morning they live on what they saved over night. At three the account is empty, each vCPU has a fifth of its speed, and the traffic of an hour before is too much until late in the evening.',
    scenario: {
      ...THE_SERVICE,
      traffic: { ratePerSecond: 6 },
      server: { kind: 'gunicorn-sync', workers: 4 },
      machine: { type: 't2.small' },
      fleet: { min: 2, max: 2 },
    },
  },
  {
    id: 'fleet/spike',
    title: 'A spike, and help that comes too late',
    about:
      'At ten o’clock traffic is four times as high for an hour. The rule needs a period of five minutes to see it, the first instance three more to boot, the next one waits for the cooldown: count the errors until then.',
    scenario: {
      traffic: { ratePerSecond: 30 },
      proxy: { connectTimeoutMs: 5000, readTimeoutMs: 5000 },
      server: { kind: 'gunicorn-sync', workers: 5 },
      machine: { type: 'c5.large' },
      fleet: { load: 'spike', metric: 'cpu' },
    },
  },
]
