import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tellStories } from '../../scripts/site/story-files.ts'
import type { Result } from '../../sim/measure/result.ts'
import { count, duration, percent } from '../../web/text/format.ts'

const FILE = new URL('../../public/embed-example.html', import.meta.url).pathname
const article = readFileSync(FILE, 'utf8')

/** What the article can say of a lane, as it says it. */
const FIGURES: Record<string, (result: Result) => string> = {
  offered: ({ offered }) => count(offered),
  ok: ({ ok }) => count(ok),
  answered: ({ ok, offered }) => percent(ok / offered),
  failed: ({ ok, offered }) => percent(1 - ok / offered),
  cpu: ({ cpuUtilization }) => percent(cpuUtilization),
  wasted: ({ wastedCpuShare }) => percent(wastedCpuShare),
  p50: ({ latencyMs }) => duration(latencyMs.p50),
  p95: ({ latencyMs }) => duration(latencyMs.p95),
}

test('Every number in the example article is what the figure beside it shows; -u brings them up to date.', async () => {
  const stories = tellStories()
  const lane = (storyId: string, laneId: string) => {
    const told = stories.find(({ story }) => story.id === storyId)!
    return told.lanes[told.story.lanes.findIndex(({ id }) => id === laneId)]!.result
  }
  let numbers = 0
  const fresh = article.replace(/<data value="([^/]+)\/([^/]+)\/([^"]+)">[^<]*<\/data>/g, (_, story, laneId, name) => {
    numbers++
    return `<data value="${story}/${laneId}/${name}">${FIGURES[name]!(lane(story, laneId)).replaceAll('\u00a0', ' ')}</data>`
  })
  expect(numbers).toBeGreaterThan(12)
  await expect(fresh).toMatchFileSnapshot(FILE)
})

test('What the example article says in words is so: the failures of the slow rise come at its end.', () => {
  const { story, lanes } = tellStories().find(({ story }) => story.id === 'the-knee')!
  const one = lanes[story.lanes.findIndex(({ id }) => id === 'one')]!.result
  const { columns, bucketMs } = one.series!
  const first = [...columns['504']].findIndex(rate => rate > 0)
  expect((first * bucketMs) / 1000).toBeGreaterThan(120)
})
