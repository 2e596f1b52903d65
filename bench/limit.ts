/**
 * The plainest M/M/c queue that TypeScript allows: numbers and typed arrays, nothing else modelled, nothing recorded but
 * the mean. It is the ceiling of this machine's JavaScript, to hold the simulator against. Both draw their random numbers
 * from the same generator and variates, so that what is compared is the handling of events.
 */
import { randomExponential } from 'd3-random'
import { createStreams } from '../sim/engine/random.ts'

/** Serves `requests` at utilization 0.8 with mean service 1 and returns the mean residence time, in service times. */
export function plainQueue(servers: number, requests: number, seed: number): number {
  const streams = createStreams(seed)
  const drawGap = randomExponential.source(streams.arrivals)(0.8 * servers)
  const drawService = randomExponential.source(streams.cpu)(1)
  /** Finish times of the busy servers, a binary heap. */
  const finish = new Float64Array(servers)
  let busy = 0
  let capacity = 1024
  /** Arrival times of the waiting, a ring. */
  let waiting = new Float64Array(capacity)
  let head = 0
  let length = 0
  let arrival = drawGap()
  let residence = 0
  let served = 0
  while (served < requests) {
    if (busy > 0 && finish[0]! <= arrival) {
      const now = finish[0]!
      served++
      if (length === 0) {
        siftDown(finish, --busy, finish[busy]!)
        continue
      }
      const service = drawService()
      residence += now - waiting[head]! + service
      head = (head + 1) & (capacity - 1)
      length--
      siftDown(finish, busy, now + service)
      continue
    }
    const now = arrival
    arrival = now + drawGap()
    if (busy < servers) {
      const service = drawService()
      residence += service
      siftUp(finish, busy++, now + service)
      continue
    }
    if (length === capacity) {
      const longer = new Float64Array(2 * capacity)
      for (let place = 0; place < length; place++) longer[place] = waiting[(head + place) & (capacity - 1)]!
      waiting = longer
      capacity *= 2
      head = 0
    }
    waiting[(head + length++) & (capacity - 1)] = now
  }
  return residence / served
}

function siftUp(heap: Float64Array, from: number, value: number): void {
  let slot = from
  while (slot > 0) {
    const parent = (slot - 1) >> 1
    if (heap[parent]! <= value) break
    heap[slot] = heap[parent]!
    slot = parent
  }
  heap[slot] = value
}

function siftDown(heap: Float64Array, size: number, value: number): void {
  let slot = 0
  for (;;) {
    let child = 2 * slot + 1
    if (child >= size) break
    if (child + 1 < size && heap[child + 1]! < heap[child]!) child++
    if (heap[child]! >= value) break
    heap[slot] = heap[child]!
    slot = child
  }
  if (size > 0) heap[slot] = value
}
