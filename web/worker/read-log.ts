/** A log as the page reads it: in a worker of its own, which ends with it. */
import { log as texts } from '#text/worker.ts'
import type { Traffic } from '../../sim/traffic/estimate-traffic.ts'
import type { LogReply, LogRequest } from './log.worker.ts'

/**
 * @returns what was found, or a sentence why nothing was.
 * @throws the signal's reason when it is given up.
 */
export function readLog(
  file: File,
  logFormat: string | null,
  onProgress: (readBytes: number) => void,
  signal: AbortSignal,
): Promise<Traffic | string> {
  const worker = new Worker(new URL('./log.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Traffic | string>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    worker.onerror = () => reject(new Error(texts.failed))
    worker.onmessage = ({ data }: MessageEvent<LogReply>) => {
      if ('readBytes' in data) onProgress(data.readBytes)
      else if ('unreadable' in data) resolve(texts.unreadable({ why: data.unreadable }))
      else resolve('traffic' in data ? data.traffic : data.sentence)
    }
    worker.postMessage({ file, logFormat } satisfies LogRequest)
  }).finally(() => worker.terminate())
}
