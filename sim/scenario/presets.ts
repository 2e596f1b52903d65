/**
 * Scenarios with a name: each server as people meet it, and each lane of each story.
 */
import { merge } from './merge.ts'
import type { PartialScenario } from './scenario.ts'
import { STORIES } from './stories.ts'

export interface Preset {
  id: string
  title: string
  /** One sentence. */
  about: string
  scenario: PartialScenario
}

const SERVERS: readonly Preset[] = [
  {
    id: 'default',
    title: 'The default of every parameter',
    about: 'Thirty requests a second for one gunicorn worker behind nginx, on one core.',
    scenario: {},
  },
  {
    id: 'flask',
    title: 'Flask’s own server, one at a time',
    about: 'The development server with threaded=False, as every Flask before 1.0 ran it.',
    scenario: { server: { kind: 'flask' } },
  },
  {
    id: 'flask-threaded',
    title: 'Flask’s own server, as it is today',
    about: 'The command flask run since 1.0: a thread for every connection, one interpreter lock for all.',
    scenario: { server: { kind: 'flask-threaded' } },
  },
  {
    id: 'gunicorn-sync',
    title: 'gunicorn with four workers',
    about: 'The line from Flask’s deployment guide, gunicorn -w 4: four processes, one request each.',
    scenario: { server: { kind: 'gunicorn-sync', workers: 4 } },
  },
  {
    id: 'gunicorn-gthread',
    title: 'gunicorn with threads',
    about: 'Two processes of four threads: eight requests at a time, two interpreter locks.',
    scenario: { server: { kind: 'gunicorn-gthread', workers: 2, threads: 4 } },
  },
  {
    id: 'gunicorn-gevent',
    title: 'gunicorn with gevent',
    about: 'Two processes of greenlets: any number may wait, one in each process computes.',
    scenario: { server: { kind: 'gunicorn-gevent', workers: 2 } },
  },
  {
    id: 'uwsgi',
    title: 'uWSGI',
    about: 'The quickstart’s four processes of two threads, with the short queue uWSGI asks for: 101 places.',
    scenario: { server: { kind: 'uwsgi', workers: 4, threads: 2 } },
  },
  {
    id: 'waitress',
    title: 'waitress',
    about: 'One process with a queue of its own and four threads, as waitress-serve starts it.',
    scenario: { server: { kind: 'waitress' } },
  },
  {
    id: 'elastic-beanstalk',
    title: 'Elastic Beanstalk’s default',
    about:
      'One gunicorn process with fifteen threads behind nginx: one interpreter lock, however many cores are paid for.',
    // Amazon Linux 2023 has Linux 6.1, whose SYN retries are still exponential.
    scenario: { server: { kind: 'gunicorn-gthread', workers: 1, threads: 15 }, machine: { synRetry: 'exponential' } },
  },
]

const LANES: readonly Preset[] = STORIES.flatMap(story =>
  story.lanes.map(lane => ({
    id: `${story.id}/${lane.id}`,
    title: `${story.title}: ${lane.name}`,
    about: story.about,
    scenario: merge(story.shared, lane.set),
  })),
)

export const PRESETS: readonly Preset[] = [...SERVERS, ...LANES]

export function findPreset(id: string): Preset | undefined {
  return PRESETS.find(preset => preset.id === id)
}
