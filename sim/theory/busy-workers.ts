/**
 * How fast n busy workers finish requests, each computing on shared cores and waiting on I/O in turn: two stations, a
 * closed network. The same holds for any distribution of both where cores are shared evenly, since its state
 * probabilities are a product in which only the means stand.
 *
 * Sources: J. P. Buzen, Communications of the ACM 16 (1973), p. 527 (the sum over states); F. Baskett, K. M. Chandy,
 * R. R. Muntz and F. G. Palacios, Journal of the ACM 22 (1975), p. 248 (any distribution).
 */
import { requireCount, requireNonNegative } from './check.ts'

/**
 * Requests finished per millisecond while always n are in service, for n = 0 … `most`. Never more than
 * min(n / (cpu + io), cores / cpu), the work bound, and close to it where one of the two is far above the other.
 *
 * With P(k on the cores of n) ∝ cpu^k / (1 · … · min(k, cores)) × io^(n−k) / (n−k)! and G(n) the sum over k, the rate is
 * G(n − 1) / G(n). Only positive numbers are added; the states with k ≥ cores are one geometric sum, carried along.
 *
 * @param most ≥ 0. @param cores ≥ 1. @param cpuMs ≥ 0, finite. @param ioMs ≥ 0, finite; both together above 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function finishingRates(most: number, cores: number, cpuMs: number, ioMs: number): Float64Array {
  requireCount({ most }, 0)
  requireCount({ cores }, 1)
  requireNonNegative({ cpuMs, ioMs })
  const unitMs = cpuMs + ioMs
  if (!(unitMs > 0 && unitMs < Infinity)) {
    throw new RangeError(`cpuMs is ${cpuMs} and ioMs is ${ioMs}, but their sum must be finite and above 0`)
  }
  return rates(most, cores, cpuMs / unitMs, ioMs / unitMs).map(rate => rate / unitMs)
}

function rates(most: number, cores: number, cpu: number, io: number): Float64Array {
  const onCores = powersOverFactorials(cores, cpu)
  // inIo[j]: weight of n − j requests in I/O, over G(n). Their number falls by one with each step of j.
  const inIo = new Float64Array(cores + 1)
  inIo[0] = 1
  let allCoresBusy = 0
  const found = new Float64Array(most + 1)
  for (let n = 1; n <= most; n++) {
    inIo.copyWithin(1, 0)
    inIo[0] = (inIo[1]! * io) / n
    allCoresBusy = (allCoresBusy * cpu) / cores + onCores[cores]! * inIo[cores]!
    let sum = allCoresBusy
    for (let k = 0; k < cores; k++) sum += onCores[k]! * inIo[k]!
    found[n] = 1 / sum
    for (let j = 0; j <= cores; j++) inIo[j]! /= sum
    allCoresBusy /= sum
  }
  return found
}

/** cpu^k / k! for k = 0 … last. */
function powersOverFactorials(last: number, cpu: number): Float64Array {
  const weights = new Float64Array(last + 1).fill(1)
  for (let k = 1; k <= last; k++) weights[k] = (weights[k - 1]! * cpu) / k
  return weights
}
