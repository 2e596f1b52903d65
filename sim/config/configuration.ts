/**
 * What a server's configuration says, in the words of a scenario: which lines were understood and what they set, which
 * were not and why.
 */
import type { ParameterPath, ParameterValue, PartialScenario } from '../scenario/scenario.ts'

/** The files that are read. The names are those of `prefork import --kind` and `prefork export --as`. */
export const FILE_KINDS = ['gunicorn', 'conf.py', 'procfile', 'uwsgi', 'nginx', 'eb'] as const

export type FileKind = (typeof FILE_KINDS)[number]

/** As they end “this is …”. */
export const FILE_KIND_LABELS: Readonly<Record<FileKind, string>> = {
  gunicorn: 'a command line',
  'conf.py': 'a gunicorn.conf.py',
  procfile: 'a Procfile',
  uwsgi: 'a uwsgi.ini',
  nginx: 'an nginx configuration',
  eb: 'an Elastic Beanstalk .config',
}

/** Where in the file something stands. */
export interface Place {
  /** From 1; 0 for what is nowhere in the file, such as a server's own default. */
  line: number
  /** The words as they were written, on one line, shortened. */
  text: string
}

/** A line that sets something. */
export interface Understood extends Place {
  path: ParameterPath
  value: ParameterValue
  /** How the value came about where it does not stand there: a default, a count of cores. Empty otherwise. */
  note: string
}

/** A line that sets nothing, and why. */
export interface LeftOut extends Place {
  why: string
}

export interface Configuration {
  kind: FileKind
  understood: Understood[]
  leftOut: LeftOut[]
  /** Everything that was understood, as part of a scenario that completes. */
  set: PartialScenario
}

/** What a configuration is read with, besides its text. */
export interface ReadWith {
  /** The name of its file, when it has one; it tells the kind. */
  name: string | null
  /** Overrides what name and text tell. */
  kind: FileKind | null
  /** What `multiprocessing.cpu_count()` returns. */
  cores: number
}
