import { expect, test } from 'vitest'
import { replayAll } from '../../../scripts/site/right-page.tsx'
import { meanOfSample } from '../../../sim/calibration/estimate.ts'
import { heldMs } from '../../../sim/calibration/from-recording.ts'
import { parseRecording } from '../../../sim/calibration/recording.ts'
import { pastWhy } from '../../../web/right/past-why.ts'
import { accepted, traceText } from '../../validation/truth.ts'

const replays = replayAll('public/truth')
const [light, givesUp] = pastWhy(replays).map(({ text }) => text.replaceAll('\u00a0', ' '))
const heldIn = (name: string) => meanOfSample(heldMs(accepted(parseRecording(name, traceText(name))))).value

test('Why flask-light is past its tolerance is said with the figures of its recording and of the others.', () => {
  const p95 = replays.find(({ name }) => name === 'flask-light')!.figures.find(({ name }) => name === 'p95')!
  expect(p95.isWithin).toBe(false)
  expect(light).toContain(`simulated ${(-100 * p95.error!).toFixed(1)} % too low; 10 % are allowed`)
  expect(light).toContain(`held ${heldIn('flask-light').toFixed(2)} ms longer`)
  const others = ['flask-cpu-only', 'flask-overload', 'flask-burst', 'story-1-flask', 'client-gives-up'].map(heldIn)
  expect(light).toContain(`show ${Math.min(...others).toFixed(2)} to ${Math.max(...others).toFixed(2)} ms`)
})

test('Why client-gives-up is judged by count is said with its counts and the interval of the measured one.', () => {
  const { answered, offered, figures, seconds } = replays.find(({ name }) => name === 'client-gives-up')!
  const { allowed } = figures.find(({ name }) => name === 'answered')!
  expect(allowed!.rule).toBe('count')
  expect(answered.measured).toBe(14)
  expect(givesUp).toContain(`14 of its ${offered.toLocaleString('en')} requests`)
  expect(givesUp).toContain(`answers ${answered.simulated}.`)
  // The exact interval of a count of 14: half the chi-square quantiles of 28 and 30 degrees of freedom.
  expect(allowed!.low * seconds).toBeCloseTo(7.65, 1)
  expect(allowed!.high * seconds).toBeCloseTo(23.49, 1)
  expect(givesUp).toContain('7.7 to 23.5')
})
