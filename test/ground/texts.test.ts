import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT, sourcesIn } from './sources.ts'
import { textsIn } from './texts-in.ts'

/** Chapters are prose: each is a folder of files in its language. */
const CHAPTERS = 'web/learn/chapters/'

/** For whoever works on the page. */
const GALLERY = 'web/gallery/'

/** Files in which literals of several words are no texts of the page. Words in JSX and in attributes are never excepted. */
const EXCEPTED: Readonly<Record<string, readonly string[]>> = {
  'Selectors, media queries, colours and typefaces': [
    'web/charts/place-charts.ts',
    'web/charts/shades.ts',
    'web/embed/Poster.tsx',
    'web/embed/element/prefork-playground.ts',
    'web/stage/palette.ts',
    'web/time/keys.ts',
  ],
  'Names that programs give each other': [
    'web/offline/keep.ts',
    'web/offline/service-worker.ts',
    'web/state/marks.ts',
    'web/state/sweep-cells.ts',
  ],
  'Headers of a host, policies of a page, a script in its head': [
    'scripts/site/content-security-policy.ts',
    'scripts/site/first-screen.tsx',
    'scripts/site/host-files.ts',
    'scripts/site/one-file.ts',
  ],
  'Files in a format of their own: BibTeX, SVG, the columns of a CSV, a configuration': [
    'web/charts/export/to-svg.tsx',
    'web/charts/export/workers-csv.ts',
    'web/config/UseMine.tsx',
    'web/share/files.ts',
  ],
  'Sentences that refuse somebody’s input, in the form that sim/scenario/problem.ts has for all of them': [
    'web/fleet/fleet-link.ts',
    'web/learn/challenge.ts',
    'web/plan/plan-link.ts',
    'web/present/fetch-list.ts',
    'web/present/playlist.ts',
    'web/present/read-json.ts',
    'web/present/read-playlist.ts',
    'web/worker/trace-api.ts',
  ],
  'What the authors of articles are told, in the console and in messages': [
    'web/embed/conversation.ts',
    'web/embed/figure.ts',
    'web/embed/options.ts',
    'web/embed/read-request.ts',
  ],
}

const excepted = Object.values(EXCEPTED).flat()
const files = ['web', 'scripts/site']
  .flatMap(sourcesIn)
  .filter(({ path }) => !['web/text/', CHAPTERS, GALLERY].some(folder => path.startsWith(folder)))

describe('Texts of the page', () => {
  test('are found in whatever way they are written.', () => {
    const text = `
      const b = <p title="In a title" className="two words">In JSX {yes ? 'one' : \`and \${two}\`}</p>
      const say = () => 'Several words'
      const told = file => \`Reading “\${file}”\` + \`\${compact(price)}\${NBSP}cents\` + \`\${width}px\` + \`prefork-\${id} \`
      const column = { title: 'Failed', key: 'Failed', label: of.label }
      const html = \`<style>body { margin: 0 }</style><p class="two words"><img alt="A picture"> \${told} Sent</p>\`
      if (kind === 'at most') throw new Error('Not for readers.')
      import x from 'a path with blanks'
      const c = <input type="radio" name="lane" aria-label={named} /> || <b>·</b> || <i>{count} ms</i>`
    expect(textsIn({ path: 'web/x.tsx', text })).toEqual([
      { as: 'words in JSX', text: 'one' },
      { as: 'words in JSX', text: 'and …' },
      { as: 'attribute', text: 'In a title' },
      { as: 'words in JSX', text: 'In JSX' },
      { as: 'prose', text: 'Several words' },
      { as: 'prose', text: 'Reading “…”' },
      { as: 'prose', text: '… cents' },
      { as: 'prose', text: 'Failed' },
      { as: 'words in HTML', text: '… Sent' },
      { as: 'words in HTML', text: 'A picture' },
    ])
  })

  test('stand in the catalogue and nowhere else.', () => {
    const found = files.flatMap(({ path, text }) =>
      textsIn({ path, text })
        .filter(({ as }) => as !== 'prose' || !excepted.includes(path))
        .map(({ as, text }) => `${path}: ${as}: ${text}`),
    )
    expect(found).toEqual([])
  })

  test('are excepted only in files that are there, and have some.', () => {
    const without = excepted.filter(path => {
      const file = files.find(file => file.path === path)
      return !file || textsIn(file).every(({ as }) => as !== 'prose')
    })
    expect(without).toEqual([])
  })

  test('have the same areas in every language.', () => {
    const areas = (language: string) => readdirSync(join(ROOT, 'web/text', language)).sort()
    const languages = readdirSync(join(ROOT, 'web/text'), { withFileTypes: true }).filter(entry => entry.isDirectory())
    expect(languages.map(({ name }) => areas(name))).toEqual(languages.map(() => areas('en')))
    expect(existsSync(join(ROOT, 'web/text/en/locale.ts'))).toBe(true)
  })
})
