/** The page “Fleets and cost”: what stands around a fleet's charts and events. */
import { compact, NBSP, plural, price } from '../format.ts'

export const title = 'Fleets and cost'
export const before = 'A fleet over hours and days'

export const progress = {
  soFar: 'Simulated so far',
  percent: ({ percent }: { percent: number }) => `${percent} % simulated`,
  cancel: 'Cancel',
}

export const settings = {
  title: 'Settings',
  preset: 'Begin with',
  all: 'All settings',
}

export const recording = {
  title: 'Recorded traffic',
  choose: 'Choose a file',
  remove: 'Remove',
  reading: ({ name }: { name: string }) => `Reading “${name}”.`,
  about: 'CSV with the columns sent_ms, cpu_ms and io_ms. It is replayed in place of the traffic above.',
  chosen: ({ name, requests, seconds }: { name: string; requests: number; seconds: number }) =>
    `“${name}”: ${plural(requests, 'request')} in ${lengthText(seconds)}. It stays in this browser; the link does not have it.`,
}

function lengthText(seconds: number): string {
  return seconds < 7200 ? `${compact(seconds)}${NBSP}s` : `${compact(seconds / 3600)}${NBSP}h`
}

export const figures = {
  failed: 'Failed',
  scalingEvents: 'Scaling events',
  errorsAfterScaling: 'Errors within 10 min of one',
  noErrors: 'none',
  instanceHours: 'Instance-hours',
  cpu: 'Mean CPU of an instance',
  throttled: 'Slowed down, CPU credits spent',
  surplus: 'Surplus CPU credits',
  p99: 'p99 of answers',
  machines: ({ hours }: { hours: number }) => `Machines, ${compact(hours)}${NBSP}h`,
  million: 'A million answers',
  noPrice: 'no price set',
  /** What they are figures of. */
  ofOne: ({ seed }: { seed: number }) =>
    `Figures of one fleet, with seed ${seed}. Four more are being simulated, to say how sure they are.`,
  ofFive: ({ from, to }: { from: number; to: number }) =>
    `Means of five fleets with seeds ${from} to ${to}, ± half of a 95 % confidence interval. The sentence, the charts and the table are of the first.`,
}

export const overTime = 'Over time'
export const events = 'What happened to the fleet'

export const behind = {
  title: 'What stands behind it',
  model:
    'Each instance is the whole model of the playground: nginx, accept queue, workers, cores. Thresholds, periods and checks begin with Elastic Beanstalk’s defaults; boot time and the size of an answer are assumptions.',
  price: (of: { machine: string; dollars: number; region: string; date: string }) =>
    `An hour of ${of.machine} costs ${price(of.dollars)} (on demand, ${of.region}, ${of.date}).`,
  credits: 'An instance without CPU credits slows down at once, where AWS does it gradually.',
  bill: 'The load balancer and the traffic are not in the bill.',
  hyperthreads: ({ gain }: { gain: number }) =>
    `Its vCPUs are hyperthreads: two of them share a core, and together do ${compact(gain)} times what one does. That factor is an assumption, and it decides what a second vCPU is worth: at 1 nothing.`,
}
