import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { reservedHeight, WITH_CHALLENGE } from '../../../web/embed/element/reserved-height.ts'
import { CHAPTERS } from '../../../web/learn/chapters.ts'

const reserved = (attributes: Record<string, string>, width: number) =>
  reservedHeight({ getAttribute: name => attributes[name] ?? null }, width)

describe('The room kept for a figure', () => {
  it('is higher where charts, lanes or controls stand below each other', () => {
    const views = 'sentence,stage,throughput,errors,across,map'
    const controls = 'traffic.ratePerSecond,server.workers'
    const [phone, tablet, desk] = [358, 728, 1068].map(width => reserved({ views, controls }, width))
    expect(phone).toBeGreaterThan(tablet!)
    expect(tablet).toBeGreaterThan(desk!)
  })

  it('has a chart for each lane where a chart shows one, and the lanes of the link', () => {
    const both = reserved({ views: 'heat' }, 688)
    const one = reserved({ views: 'heat', link: '#story=one-core&lanes=pool' }, 688)
    expect(both - one).toBe(reserved({ views: 'cpu,errors' }, 688) - reserved({ views: 'cpu' }, 688))
    expect(reserved({ views: 'heat', preset: 'one-core/pool' }, 688)).toBe(one)
    expect(reserved({ views: 'stage' }, 688)).toBeGreaterThan(
      reserved({ views: 'stage', preset: 'one-core/pool' }, 688),
    )
  })

  it('is a chapter’s own for a chapter, whatever views are named, and higher with a challenge', () => {
    const plain = reserved({ chapter: 'the-knee' }, 688)
    expect(reserved({ chapter: 'the-knee', views: 'across,map' }, 688)).toBe(plain)
    expect(reserved({ chapter: 'workers' }, 688)).toBeGreaterThan(plain)
    expect(reserved({ views: 'chapter' }, 688)).toBe(plain)
  })

  it('knows which chapters end with a challenge', () => {
    const file = (id: string) => new URL(`../../../web/learn/chapters/${id}/challenge.json`, import.meta.url)
    expect(WITH_CHALLENGE).toEqual(CHAPTERS.map(({ id }) => id).filter(id => existsSync(file(id))))
  })
})
