/** The page “Your server”: configuration and logs in, files out. */
import { count, NBSP } from '../format.ts'

export const title = 'Your server'
export const lead =
  'Bring your own configuration into a lane and your own traffic to all of them, or take a lane’s setup home as the files that real servers read. Nothing leaves this browser.'
export const whichLane = 'Which lane'

export const mine = {
  title: 'Use my configuration',
  about:
    'A <code>gunicorn.conf.py</code>, a command line, a <code>Procfile</code>, a <code>uwsgi.ini</code>, an nginx configuration or an Elastic Beanstalk <code>.config</code>. Python is parsed and never executed.',
  label: 'The file’s text',
  placeholder: 'Paste it here, or drop a file',
  choose: 'Choose a file',
  file: 'A configuration file',
  readAs: 'Read as',
  likely: 'what it looks like',
  tooLarge: ({ name, bytes }: { name: string; bytes: number }) =>
    `“${name}” has ${count(bytes)} bytes; a configuration has at most 200,000.`,
  /** `<example>` is a button. */
  empty: 'What it sets will be listed here, and each line that it does not. <example>Try an example</example>',
  found: ({ kind, lane, different, all }: { kind: string; lane: string; different: number; all: number }) =>
    `Read as ${kind}. In “${lane}” it changes ${different === 0 ? 'nothing' : `${different} of the ${all} settings it speaks of`}.`,
  ofFleet: ({ settings }: { settings: number }) =>
    `Another ${settings} are of the fleet around it; a lane is one machine.`,
  asFleet: 'Open as a fleet',
  apply: ({ lane }: { lane: string }) => `Apply to “${lane}” and open the playground`,
  understood: 'Understood',
  setting: 'Setting',
  now: 'Now',
  afterwards: 'Then',
  from: 'From',
  same: 'the same',
  line: ({ line, text }: { line: number; text: string }) => `Line ${line}: ${text}`,
  allUnderstood: 'Every line of it was understood.',
  leftOut: 'Not in the scenario',
  lineHead: 'Line',
  stands: 'What stands there',
  whyNot: 'Why not',
}

export const traffic = {
  title: 'Use my traffic',
  about:
    'An nginx access log with <code>$request_time</code>, JSON lines, or CSV with a header, of any size. Arrivals and the work of a request are estimated from it.',
  choose: 'Choose a log',
  drop: 'or drop one here',
  log: 'A log',
  format: 'log_format, if it is your own',
  reading: ({ name }: { name: string }) => `Reading “${name}”`,
  cancel: 'Cancel',
  refused: ({ name, why }: { name: string; why: string }) => `“${name}”: ${why}`,
  found: (of: { name: string; format: string; requests: number; seconds: number; failed: number; left: number }) =>
    `“${of.name}”, read as ${of.format}: ${count(of.requests)} requests in ${count(of.seconds)}${NBSP}s; ${count(of.failed)} ended as 5xx, ${count(of.left)} as 499.`,
  overTime: 'Requests a second over time',
  overTimeAbout: ({ stepSeconds, peak }: { stepSeconds: number; peak: string }) =>
    `Each bar ${count(stepSeconds)}${NBSP}s; the highest ${peak} a second`,
  howLong: 'How long requests took',
  howLongAbout: ({ from, to }: { from: string; to: string }) =>
    `From ${from} to ${to}${NBSP}ms, each bar 1.4 times the one before`,
  apply: 'Apply to all lanes and open the playground',
  toFleet: 'Send this to a fleet, hour by hour',
  forScenario: 'For the scenario',
  notUnderstood: 'The first lines that were not understood',
  /** `<text>` is the line itself. */
  line: ({ line }: { line: number }) => `Line ${line}: <text></text>`,
}

export const home = {
  title: 'Take this setup home',
  /** `<lane>` is the lane's name. */
  about:
    '“<lane></lane>” as files. Each line says why it has its value. <code>docker-compose.yml</code> is an experiment: it runs this scenario on your machine, so that you can check what is simulated here.',
  none: 'There is no configuration file for this server: it can no longer be installed.',
  which: 'Which file',
  copy: 'Copy',
  copied: 'Copied.',
  notCopied: 'The browser did not allow it; select the text and copy it.',
  download: 'Download',
}
