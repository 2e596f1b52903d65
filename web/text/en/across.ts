/** Charts across the values of a setting, with theory beside them, and maps of two settings. */
import { count, duration, NBSP, percent, plural } from '../format.ts'
import { form, list } from '../plural.ts'
import { inWords } from './words.ts'

export const acrossCores = 'Across cores'
export const acrossWhat = ({ across }: { across: string }) => `Across ${across}`
export const load = 'Load'
export const cores = 'Cores'
export const acrossChoice = 'Across what'
export const acrossAnother = 'Across another setting'
export const anotherSetting = 'another setting …'
/** An axis after "across". */
export const named = { load: 'load', cores: 'cores', other: ({ label }: { label: string }) => `“${label}”` }

export const computedFrom = ({ settings }: { settings: string }) => `Computed from: ${settings}`
export const beforeLastChange = 'These are the settings before your last change.'
export const runsAPoint = ({ replications, settings }: { replications: number; settings: string }) =>
  `${plural(replications, 'run')} a point; ${settings}`

interface About {
  across: 'cores' | 'load' | 'other'
  replications: number
  /** The setting's label, where lanes differ in nothing else. */
  onlyDifference: string | null
  /** Names of lanes without such a setting. */
  level: readonly string[]
  isSteady: boolean
  refused: number
  refusal: string
}

/** What a point of these charts is; sentences that follow each other. */
export const about = (of: About) => {
  const where = { cores: ' on other machines', load: ' under other loads', other: '' }[of.across]
  const seeds = of.replications > 1 ? ' with different seeds; the band is its 95 % confidence interval' : ''
  return [
    `The same servers and the same days${where}. A point is the mean of ${plural(of.replications, 'run')}${seeds}.`,
    of.onlyDifference && `The lanes differ in nothing but “${of.onlyDifference}”, so they are one line here.`,
    of.level.length > 0 && `${list(of.level)} has no such setting: its line is level.`,
    of.isSteady && 'The load is steady along the axis: the steps of the rate are left out.',
    of.refused > 0 && `${plural(of.refused, 'point is', 'points are')} left out: ${of.refusal}`,
  ]
    .filter(Boolean)
    .join(' ')
}

export const charts = {
  throughput: { title: 'Throughput', subtitle: 'answers a second; dashed: offered' },
  errors: { title: 'Error share', subtitle: 'of the requests sent' },
  cpu: { title: 'CPU utilization', subtitle: 'share of all cores' },
  latency: { title: 'Latency', subtitle: 'p95 of answers' },
  offered: 'offered',
  interval: ({ name }: { name: string }) => `${name}, 95${NBSP}% interval`,
  theory: ({ name }: { name: string }) => `${name}, theory`,
  atMost: ({ name }: { name: string }) => `${name}, at most`,
  now: 'now',
  knee: 'knee',
  at: ({ value, words }: { value: string; words: string }) => `${value} at ${words}`,
  summary: ({ lines }: { lines: { name: string; points: string[] }[] }) =>
    `${lines.map(({ name, points }) => `${name}: ${points.join(', ')}`).join('. ')}.`,
}

/** A value as a sentence names it. */
export const point = {
  cores: ({ cores }: { cores: number }) => `${cores}${NBSP}${form(cores, { one: 'core', other: 'cores' })}`,
  other: ({ label, value }: { label: string; value: string }) => `${label.toLowerCase()}${NBSP}${value}`,
}

export const knee = {
  is: ({ times, errors, lines }: { times: number; errors: number; lines: string[] }) =>
    `The knee is the highest load computed at which p95 stays within ${inWords(times)} times that of the lowest load and at most ${percent(errors)} of the requests fail. ${lines.join(' ')}`,
  bearsAll: ({ name, load }: { name: string; load: string }) => `${name} bears all loads up to ${load}.`,
  bearsNone: ({ name, load, why }: { name: string; load: string; why: string }) =>
    `${name} does not bear even ${load}: ${why}.`,
  bears: ({ name, bears, breaks, why }: { name: string; bears: string; breaks: string; why: string }) =>
    `${name} bears ${bears}; at ${breaks} ${why}.`,
  moreFail: 'more fail',
  slower: ({ times, unloadedMs }: { times: number; unloadedMs: number }) =>
    `p95 is more than ${inWords(times)} times ${duration(unloadedMs)}`,
}

export const sweep = {
  withUnit: ({ label, unit }: { label: string; unit: string }) => `${label}, ${unit}`,
  replications: 'Replications',
  notReplications: ({ text, most }: { text: string; most: number }) =>
    `“${text}” is not a whole number of replications from 1 to ${most}.`,
  computed: 'Cells computed',
  progress: ({ done, total }: { done: number; total: number }) => `${done} of ${total}`,
  whenSeen: 'computed when it comes into view',
  soon: 'about to begin',
  cancel: 'Cancel',
  cancelled: 'Cancelled.',
  again: 'Compute again',
  changesNothing: ({ label }: { label: string }) => `“${label}” changes nothing as the settings stand.`,
  nothing: 'There is nothing to compute.',
  tooMany: ({ requests, most }: { requests: number; most: number }) =>
    `This would be ${count(requests)} requests; at most ${count(most)} are computed here. A shorter measured time or fewer replications would do.`,
  points: ({ most }: { most: number }) => `A line needs 2 to ${most} different values, for instance 1, 2, 4 or 1..16.`,
  recording: 'A recording has the load that it has.',
}

export const theory = {
  title: 'Theory beside simulation',
  about:
    'Dashed: what a formula of queueing theory says. Dotted: what no server of this kind can pass. Points: what happened in the runs. Where the formula has no 95th percentile, latency has no dashed line.',
  /** `<lane>` is where the line's name stands, in its colour. */
  line: ({ text }: { text: string }) => `<lane></lane>: ${text}`,
  lineBroken: ({ text, at }: { text: string; at: string }) => `<lane></lane>: ${text} At ${at} it does not:`,
  everyPoint: 'What breaks at every point',
  point: ({ name, at }: { name: string; at: string }) => `${name}, ${at}`,
  noFormula: 'no formula, only bounds',
  formulas: ({ formulas }: { formulas: readonly string[] }) =>
    formulas.length === 1
      ? `${formulas[0]}.`
      : `${formulas.slice(0, -1).join(', ')} or ${formulas.at(-1)}, as the case may be.`,
  holdsNowhere: 'At no point does all hold that it takes for granted.',
  holdsEverywhere: 'All that it takes for granted holds at every point.',
  holdsAtOne: ({ at }: { at: string }) => `All that it takes for granted holds at ${at} alone.`,
  holdsAt: ({ at }: { at: string[] }) => `All that it takes for granted holds at ${at.join(', ')}.`,
  holdsFrom: ({ from, to }: { from: string; to: string }) =>
    `All that it takes for granted holds from ${from} to ${to}.`,
}

export const maps = {
  title: 'Two settings at once',
  across: 'Across',
  upward: 'Upward',
  shown: 'Shown',
  values: 'Values',
  about:
    'Each cell is one run of the same day with two settings changed; outlined: the settings now. Click a cell to take its settings; the back button brings yours back.',
  computed: 'Cells of the map computed',
  progress: ({ done, total }: { done: number; total: number }) => `${count(done)} of ${count(total)}`,
  whenSeen: 'computed when it comes into view',
  soon: 'about to begin',
  cancel: 'Cancel the map',
  cancelled: 'Cancelled.',
  again: 'Compute the map again',
  legend: ({ title, about }: { title: string; about: string }) => `${title}, ${about}:`,
  without: ({ names, label }: { names: string[]; label: string }) =>
    `${list(names)} has no setting “${label}”: along it nothing changes.`,
  tooLarge: ({ cells, requests }: { cells: number; requests: number }) =>
    `${plural(cells, 'cell is', 'cells are')} left out: more than ${count(requests)} requests each.`,
  noRoom: ({ cells, requests }: { cells: number; requests: number }) =>
    `${plural(cells, 'cell', 'cells')} of the finer passes ${form(cells, { one: 'is', other: 'are' })} left out: the whole map may have ${count(requests)} requests. A shorter measured time would do.`,
  grid: ({ metric, lane, x, y }: { metric: string; lane: string; x: string; y: string }) =>
    `${metric}, ${lane}, by ${x} and ${y}`,
  /** `<value>` is where the reading stands. */
  reading: ({ place }: { place: string }) => `${place}: <value></value>`,
  take: 'Take these settings',
  cell: ({ place, reading }: { place: string; reading: string }) => `${place}: ${reading}`,
  cellNow: ({ place, reading }: { place: string; reading: string }) => `${place}: ${reading}, the settings now`,
  place: ({ x, y }: { x: string; y: string }) => `${x}, ${y}`,
  notComputed: 'not computed',
  nothingAnswered: 'nothing was answered',
  besideIt: ({ reading }: { reading: string }) => `not computed; beside it ${reading}`,
  metrics: {
    goodputPerSecond: { title: 'Answered in time', about: 'answers a second within the goal' },
    errorShare: { title: 'Error share', about: 'of the requests sent' },
    latencyP95Ms: {
      title: 'p95',
      about: 'latency that 95 % of the answers stay within; strength by its logarithm',
    },
    cpuUtilization: { title: 'CPU utilization', about: 'share of all cores' },
    wastedCpuShare: { title: 'Wasted CPU', about: 'share of the busy CPU that worked for nobody' },
  },
}
