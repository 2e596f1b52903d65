import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { claimsIn, renderText, wordsIn } from '../../../scripts/site/render-chapter.tsx'
import { decodeState, encodeState } from '../../../sim/scenario/link.ts'
import { CHAPTERS } from '../../../web/learn/chapters.ts'
import { curveOf, figuresOf, fleetsOf } from '../../../web/learn/figures.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

describe.each(CHAPTERS.map(chapter => [chapter.id, chapter] as const))('The chapter %s', (_, chapter) => {
  const figures = figuresOf(chapter)
  const fleets = fleetsOf(chapter)

  it.each(Object.entries(chapter.claims))('says nothing untrue of the model: %s', (_, holds) => {
    expect(holds(figures, fleets)).toBe(true)
  })

  it('has a test for each claim of its text, and no other', () => {
    expect(claimsIn(ROOT, chapter.id).sort()).toEqual(Object.keys(chapter.claims).sort())
  })

  it('renders with every number there', async () => {
    const { before, after } = await renderText(ROOT, chapter, figures, fleets)
    expect(before + after).not.toMatch(/NaN|undefined|>–</)
    expect(after).toContain('id="why"')
  })

  it('renders sentences in paragraphs, with a blank between them, and no inline style', async () => {
    const { before, after } = await renderText(ROOT, chapter, figures, fleets)
    const plain = (before + after).replace(/<span popover.*?<\/span>|<\/(p|math)>/g, '\n').replace(/<[^>]+>/g, '')
    expect(plain).not.toMatch(/[a-z%][.:][A-Z]/)
    expect(before + after).not.toContain(' style=')
    expect(after).toMatch(/^\s*<section id="why"[^>]*>\s*<p>/)
  })

  it('is short enough for one screen', () => {
    expect(wordsIn(ROOT, chapter.id)).toBeGreaterThan(100)
    expect(wordsIn(ROOT, chapter.id)).toBeLessThan(260)
  })

  it('stands on links that are right in every part', () => {
    const links = [chapter.link, ...Object.values(chapter.runs ?? {}).map(({ link }) => link)]
    expect(links.flatMap(link => decodeState(link).problems)).toEqual([])
    // Then the address stays bare as long as nothing is changed.
    expect(encodeState(decodeState(chapter.link).state)).toBe(chapter.link)
  })

  it('asks what can be answered', () => {
    const { question } = chapter
    if (question.kind === 'choice') {
      expect(question.choices.map(({ id }) => id)).toContain(question.answer(figures, fleets))
    } else {
      const curve = curveOf(question)
      expect(curve.every(value => Number.isFinite(value) && value >= 0)).toBe(true)
    }
  })
})
