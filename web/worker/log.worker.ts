/** Reads one log, piece by piece, so that neither its size nor its reading holds up the page. */
import { estimateTraffic, type Traffic } from '../../sim/traffic/estimate-traffic.ts'
import { TrafficReader } from '../../sim/traffic/traffic-reader.ts'

export interface LogRequest {
  file: File
  logFormat: string | null
}

export type LogReply = { readBytes: number } | { traffic: Traffic } | { sentence: string } | { unreadable: string }

const REPORT_AFTER_BYTES = 2_000_000

self.onmessage = async ({ data }: MessageEvent<LogRequest>) => {
  const reply = (message: LogReply) => self.postMessage(message)
  try {
    reply(await readWhole(data, readBytes => reply({ readBytes })))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    reply(error instanceof RangeError ? { sentence: why } : { unreadable: why })
  }
}

async function readWhole({ file, logFormat }: LogRequest, report: (bytes: number) => void): Promise<LogReply> {
  const reader = new TrafficReader(logFormat)
  const decoder = new TextDecoder()
  const pieces = file.stream().getReader()
  let [read, reported] = [0, 0]
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
    reader.push(decoder.decode(piece.value, { stream: true }))
    read += piece.value.length
    if (read - reported < REPORT_AFTER_BYTES) continue
    reported = read
    report(read)
  }
  reader.push(decoder.decode())
  reader.finish()
  const traffic = estimateTraffic(reader, null)
  return typeof traffic === 'string' ? { sentence: traffic } : { traffic }
}
