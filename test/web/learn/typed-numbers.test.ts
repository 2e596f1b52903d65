import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readChallenge } from '../../../web/learn/challenge.ts'
import { CHAPTERS } from '../../../web/learn/chapters.ts'
import { figuresOf, fleetsOf } from '../../../web/learn/figures.ts'
import { filled } from '../../../web/learn/text/fill.ts'

/** Numbers that no scenario decides, and why. All others are to be computed. */
const TYPED: Readonly<Record<string, string>> = {
  '95 of 100': 'what p95 means',
  'one in twenty': 'the same',
  'of a hundred': 'what a share means',
  'two workers for each core': 'gunicorn’s rule, in the note; a claim tests what it comes to',
  'two for each core': 'the same rule',
  'Two limits': 'there are two in the formula below',
  'three things': 'they are listed',
  'Three numbers, two of them': 'the same',
  'one of the two': 'waiting and computing',
  'ten answers': 'arithmetic, in the formula below',
  'two vCPUs are one core with two hyperthreads': 'what a vCPU is, on most machine types',
  'they are two cores': 'what two vCPUs are on the others',
}

const NUMERAL =
  /\d[\d.,]*|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|hundred|thousand|(four|fif|six|seven|eigh|nin|ten)ths?|quarters?|thirds?|twice|dozen)\b/gi

function typedIn(text: string): string[] {
  const plain = text.replace(/\s+/g, ' ').replace(/\bp\d+\b/g, '')
  const without = Object.keys(TYPED).reduce((rest, phrase) => rest.replaceAll(phrase, ''), plain)
  return without.match(NUMERAL) ?? []
}

/** A text without notes, formulas, code and markup; a term keeps its words, a status code is a name. */
function prose(mdx: string): string {
  return mdx
    .replace(/^\[\^.*$/gm, '')
    .replace(/\$\$[\s\S]*?\$\$/g, '')
    .replace(/`[^`]*`/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\b50[024]\b/g, '')
    .replace(/\]\([^)]*\)/g, ']')
}

const fileOf = (id: string, name: string) => new URL(`../../../web/learn/chapters/${id}/${name}`, import.meta.url)
const challengeFile = (id: string) => fileOf(id, 'challenge.json')
const WITH_CHALLENGE = CHAPTERS.map(({ id }) => id).filter(id => existsSync(challengeFile(id)))

describe.each(CHAPTERS.map(chapter => [chapter.id, chapter] as const))('The chapter %s', (id, chapter) => {
  it('has no typed number that its scenario decides', () => {
    const mdx = readFileSync(fileOf(id, 'text.mdx'), 'utf8')
    expect(typedIn(prose(mdx))).toEqual([])
    expect(typedIn(`${chapter.title} ${prose(chapter.idea)}`)).toEqual([])
  })

  it('asks with numbers of its runs; only what can be guessed is typed', () => {
    const { question } = chapter
    expect(typedIn(question.asks.replace(/\{[^}]*\}/g, ''))).toEqual([])
    const [runs, fleets] = [figuresOf(chapter), fleetsOf(chapter)]
    const texts = [question.asks, ...(question.kind === 'choice' ? question.choices.map(({ text }) => text) : [])]
    for (const text of texts) expect(filled(text, runs, fleets)).not.toMatch(/[{}]|NaN/)
  })
})

it.for(WITH_CHALLENGE)('The challenge of %s has no typed number that its own data say.', id => {
  const data = JSON.parse(readFileSync(challengeFile(id), 'utf8'))
  const written: string[] = [data.task, ...data.hints]
  expect(written.flatMap(text => typedIn(text.replace(/\{[^}]*\}/g, '')))).toEqual([])
  const { task, hints } = readChallenge(data)
  for (const text of [task, ...hints]) expect(text).not.toMatch(/[{}]|NaN/)
})

it('A question about a run that there is not is refused when the site is built.', () => {
  expect(() => filled('{nobody.rate} a second', {}, {})).toThrow('nobody.rate')
})

it('A challenge that names a number which its data do not say is refused when the site is built.', () => {
  const data = JSON.parse(readFileSync(challengeFile('workers'), 'utf8'))
  const withHint = (hint: string) => () => readChallenge({ ...data, hints: [hint] })
  expect(withHint('Within {goal.p99Ms}.')).toThrow('goal.p99Ms')
  expect(withHint('It has {start.wheels.words} wheels.')).toThrow('start.wheels')
  expect(withHint('{start.rate} a second, {goal.p95Ms}, {solved.workers.words}.')().hints).toEqual([
    '20 a second, 1\u00a0s, four.',
  ])
})

it('A typed number is found, in digits or in words.', () => {
  expect(typedIn('It takes 300 ms, thrice five, a tenth, twenty-two.')).toEqual([
    '300',
    'five',
    'tenth',
    'twenty',
    'two',
  ])
  expect(typedIn('95 of 100 answers')).toEqual([])
})
