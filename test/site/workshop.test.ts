import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tellStories } from '../../scripts/site/story-files.ts'
import { decodeState } from '../../sim/scenario/link.ts'

const FILE = new URL('../../docs/workshop.md', import.meta.url).pathname
const guide = readFileSync(FILE, 'utf8')

test('What the guide for workshops says that the page will say is what it says; -u brings it up to date.', async () => {
  const stories = tellStories()
  const fresh = guide.replace(/#story=([\w-]+)\)([^>]*)\n> .*\n/g, (_, id, between) => {
    const { sentence } = stories.find(({ story }) => story.id === id)!
    return `#story=${id})${between}\n> ${sentence.replaceAll('\u00a0', ' ')}\n`
  })
  expect(guide.match(/^> /gm)).toHaveLength(4)
  await expect(fresh).toMatchFileSnapshot(FILE)
})

test('Every link of the guide opens.', () => {
  const links = [...guide.matchAll(/prefork\/(#[^)]+)\)/g)].map(([, hash]) => hash!)
  expect(links.length).toBe(4)
  expect(links.flatMap(hash => decodeState(hash).problems)).toEqual([])
})
