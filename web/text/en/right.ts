/** The page “How right is it?”: recordings, measured beside simulated. */
import { count, fixed, NBSP } from '../format.ts'

export const title = 'How right is it?'
export const lead = ({ within, recordings }: { within: number; recordings: number }) =>
  `Real servers behind a real nginx were recorded ${recordings} times, request by request. Prefork gets the same requests and the same settings. ${within} of ${recordings} recordings come out within tolerance.`
/** `<ring>` and `<dot>` are the signs of the plot. */
export const key = '<ring></ring> measured <dot></dot> simulated. A dot in its ring: the two agree.'
export const summary = ({ p50, p95 }: { p50: Errors; p95: Errors }) =>
  `The median of latency is off by ${errorsText(p50)}, the 95th percentile by ${errorsText(p95)}.`

interface Errors {
  middle: number
  most: number
}

function errorsText({ middle, most }: Errors): string {
  return `${fixed(middle * 100, 1)} % in the middle and ${fixed(most * 100, 1)} % at most`
}

export const axes = {
  latency: 'Latency, p50 and p95',
  answered: 'Answered a second',
  failed: 'Failed',
}

export const figures = {
  title: 'Every figure',
  about:
    'Measured / simulated; below it the error, and how much of it is allowed. Figures without a tolerance are shown and not judged. “pt” are percentage points.',
  table: 'All figures, recording by recording',
  heads: {
    recording: 'Recording',
    answered: 'Answered a second',
    endedAs: 'Ended as',
    p50: 'p50',
    p95: 'p95',
    p99: 'p99',
    cpu: 'CPU of the server',
    tolerance: 'Tolerance',
  },
  setup: (of: { setup: string; isCheck: boolean; shaped: string | null }) => {
    const fitted = of.isCheck ? 'No overhead was fitted on it.' : 'An overhead was fitted on it.'
    const shaped = of.shaped === null ? '' : ` It was in view when ${of.shaped} were chosen.`
    return `${of.setup}. ${fitted}${shaped}`
  },
  open: 'Open in the playground',
  openNamed: ({ name }: { name: string }) => `Open in the playground: ${name}`,
  outcome: ({ outcome }: { outcome: string }) => `${outcome}: `,
  allowedCount: ({ low, high }: { low: string; high: string }) => `of ${low} to ${high}, by count`,
  allowed: ({ by, unit }: { by: number; unit: string }) => `of ±${by}${NBSP}${unit}`,
  within: 'within',
  past: ({ figures }: { figures: string[] }) => `past: ${figures.join(', ')}`,
}

export const reasons = {
  pastTitle: 'What is past it, and why',
  /** Each follows the recording's name. */
  heldLonger: (of: { error: number; allowed: string; heldMs: number; leastMs: number; mostMs: number }) =>
    `has a p95 that is simulated ${percent(Math.abs(of.error))} too ${of.error < 0 ? 'low' : 'high'}; ${of.allowed} are allowed. Where one answer directly follows another, this recording shows that the server was held ${ms(of.heldMs)} longer than the request asked for. The other recordings of the same server show ${fixed(of.leastMs, 2)} to ${ms(of.mostMs)}. That minute on the shared machine was a noisy one.`,
  byCount: (of: { measured: number; offered: number; simulated: number; low: number; high: number }) =>
    `is judged by count. Only ${of.measured} of its ${count(of.offered)} requests were answered; the simulation answers ${of.simulated}. Three percent of ${of.measured} is less than one request, so the simulated count must lie in the 95 % interval of the measured one, ${fixed(of.low, 1)} to ${fixed(of.high, 1)}.`,
  causesTitle: 'Two causes you would not expect',
  causes: [
    '<b>Half-open connections.</b> When the accept queue is full at a handshake’s last step, nginx believes itself connected and the server has not seen the request. They come from retries that a coarse kernel timer fires together. With timers exactly on time (a kernel tick of 0) the simulation answers 998 requests of flask-burst, with a tick of 4 ms 665; 678 were measured.',
    '<b>Turns at the interpreter lock.</b> A Python thread that comes back from I/O waits up to 5 ms for a thread that computes, and the server’s own code gives the lock up several times in one request. With sharing as good as ideal (a switch interval of 0.01 ms and two turns) the median of flask-threaded-1c comes out 32 % too low, with turns of 5 ms, four in a request, 9 %.',
  ],
  howTitle: 'What was measured, and how',
  how: [
    'nginx 1.22 with one worker process, without keep-alive to the server; Flask 2.2, gunicorn 20.1, uWSGI 2.0.21 or waitress 2.1 behind it; Python 3.11, Linux 6.18, one virtual machine with two cores. A handler burns a known amount of CPU and then sleeps for a known time. Requests are sent on a Poisson schedule drawn beforehand, whatever becomes of the answers.',
    'No recording is a blind test: all were in view while the rules were written. The CPU of each server was fitted on ten of them and not on the other ten; the table says what else was chosen by which.',
    'The same case, recorded twice, differed by up to 5 % in p50 and p95, and not at all in how requests ended. The recordings are part of this site: <data>measured.json</data>, and <fields>what each field means</fields>.',
    'A link to the playground opens the settings of a recording, not its requests: those are random there, of the same rate and the same demands. What it shows is close to these figures and not the same.',
  ],
  notModelledTitle: 'What is not modelled',
  notModelled:
    'The network, TLS, the database’s own queue and more: <notes>the playground’s notes list it</notes>, at the end of the page.',
}

function percent(share: number): string {
  return `${fixed(share * 100, 1)}${NBSP}%`
}

function ms(value: number): string {
  return `${fixed(value, 2)}${NBSP}ms`
}
