/** What is written while the site is built: the pages of chapters, what links to them show, what stands there without a script. */
import { inWords, upperFirst } from './words.ts'

export const chapters = {
  title: 'How many workers? The story in chapters',
  description: ({ chapters }: { chapters: number }) =>
    `How a server that takes one request at a time drowns, and what to do about it: ${inWords(chapters)} short chapters, each with a simulation you can move.`,
  heading: 'How many workers does a web app need?',
  lead: ({ chapters }: { chapters: number }) =>
    `${upperFirst(inWords(chapters))} chapters, each one idea on one screen. Each asks first, then runs. Skip what you like; your answers stay on this device.`,
  preview: ({ chapters }: { chapters: number }) =>
    `The story in ${chapters} chapters, each with a simulation that you can move.`,
  steps: 'Story',
}

export const chapter = {
  title: ({ title, number }: { title: string; number: number }) => `${title}: Prefork, chapter ${number}`,
  place: ({ number, of }: { number: number; of: number }) => `Chapter ${number} of ${of}`,
  /** In somebody's article. */
  from: ({ number, of }: { number: number; of: number }) => `Chapter ${number} of ${of} in the story of Prefork`,
  simulation: 'Simulation',
  needsScript: 'The simulation itself runs in your browser and needs JavaScript.',
  challenge: 'Challenge',
  notes: 'Notes',
  turn: 'Chapters',
  back: 'Back',
  next: 'Next',
}

/** The page of a story or of a server, and what a link to it shows. */
export const story = {
  site: 'Prefork',
  firstTitle: 'One at a time, or a pool of workers',
  title: ({ title }: { title: string }) => `${title}: Prefork`,
  picture: ({ lanes }: { lanes: readonly string[] }) => `Answers a second over time: ${lanes.join(', ')}.`,
  withScript:
    'With JavaScript, the same can be played, slowed down and changed here. It runs in your browser and asks no other host for anything.',
}

/** Among the reader's own programs. */
export const program = {
  name: 'Prefork',
  description:
    'How many workers does a web app need? One-at-a-time servers and pools of workers under the same traffic.',
  learn: 'The story in chapters',
  yours: 'Your server',
  present: 'Present',
}

export const notFound = {
  title: '404: no such page',
  heading: '404. The server is idle; there is just nothing at this address.',
  about: 'Links to the playground keep all they know after a #, so perhaps the part before it was cut or changed.',
  home: 'Go to Prefork',
}
