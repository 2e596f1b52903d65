/** The dialog that takes what is shown elsewhere. */
import { fixed } from '../format.ts'

export const share = 'Share'
export const close = 'Close'

export const link = {
  title: 'A link',
  opens: 'What the link opens',
  wholeRun: 'the whole run',
  instant: ({ seconds }: { seconds: number }) => `this instant, ${fixed(seconds, 2)} s`,
  label: 'The link',
  code: 'QR code of the link',
  tooLong: 'This link is too long for a code: a code holds about 2,900 letters.',
}

export const article = {
  title: 'In an article',
  untitled: 'A simulation of web servers',
  shown: 'Shown, in this order',
  views: {
    sentence: 'Sentence',
    about: 'About the story',
    controls: 'Controls',
    stage: 'Stage',
    throughput: 'Throughput',
    errors: 'Errors',
    cpu: 'CPU',
    latency: 'Latency',
    distribution: 'Latency distribution',
    heat: 'Latency heatmap',
    places: 'Where requests are',
    cores: 'CPU by core',
    workers: 'Workers',
    across: 'Across cores or load',
    map: 'Two settings at once',
  },
  mayMove: 'Readers may move',
  movable: {
    rate: 'requests a second',
    workers: 'workers',
    cores: 'cores',
    cpu: 'CPU of a request',
  },
  html: 'HTML for an article',
  preview: 'Preview of the figure',
}

export const files = {
  title: 'Files',
  png: 'Picture of the stage, PNG',
  film: ({ seconds }: { seconds: number }) => `Film of the stage, ${seconds} s`,
  filming: 'Filming',
  stop: 'Stop here',
  requests: ({ lane }: { lane: string }) => `Requests of “${lane}”, CSV`,
  results: 'Results of all lanes, JSON',
  noStage: 'There is no stage to be seen yet.',
  noPicture: 'This browser made no picture of the stage.',
  noFilm: 'This browser cannot film.',
}

export const citation = { title: 'Citation', untitled: 'one at a time, or a pool of workers', label: 'BibTeX' }

export const copied = {
  /** `<rest>` is only spoken. */
  copy: ({ what }: { what: string }) => `Copy<rest> ${what}</rest>`,
  done: 'Copied',
  selected: 'Selected: copy it with the keyboard',
}
