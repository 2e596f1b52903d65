import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FILE_KINDS, type FileKind } from '../../sim/config/configuration.ts'
import { MAX_CONFIGURATION_LENGTH, readConfiguration } from '../../sim/config/read-configuration.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { anyText } from './sentences.ts'

/** Pieces of every language that is read, so that junk is nearly right. */
// biome-ignore format: a list of scraps
const SCRAPS = [
  'gunicorn', '-w', '--workers=3', ' ', '\n', '\t', "'", '"', '\\', '\\\n', '$', `\${A:-4}`, '$(', '#', '&&', '|', ';', '{', '}',
  'workers', ' = ', 'timeout', '(', ')', '[', ']', ',', '4', '-1', '2 ** 9', 'f"', '{x}', '"""', 'if x:\n  ', 'import os\n', 'os.environ', '.get(',
  'multiprocessing.cpu_count()', 'or', 'lambda:', 'def f():\n pass\n', '[uwsgi]\n', 'processes', '%k', '%(processes)', '$(X)', '@(f)',
  'location / ', 'proxy_pass http://a', 'proxy_read_timeout 5s', 'upstream a ', 'server b', 'server ', 'option_settings:\n', '  aws:elasticbeanstalk:container:python:\n',
  '    NumProcesses: 3\n', '  - ', 'namespace: ', 'option_name: ', 'value: ', '&a ', '*a', '<<: ', '!!js/function ', '? ', '---\n', 'web: ',
  '\0', '\u202e', '\ud83d', '__proto__', 'constructor', ':', '1e999', '٣',
]
const scraps = fc.array(fc.constantFrom(...SCRAPS), { maxLength: 40 }).map(parts => parts.join(''))
const kinds = fc.constantFrom<FileKind | null>(null, ...FILE_KINDS)

function expectAnswer(text: string, name: string | null, kind: FileKind | null): void {
  const result = readConfiguration(text, { name, kind, cores: 2 })
  const sentences = result.ok
    ? result.value.leftOut.map(({ why }) => why)
    : result.problems.map(({ message }) => message)
  if (!result.ok) expect(sentences.length).toBeGreaterThan(0)
  for (const sentence of sentences) {
    expect(sentence).toMatch(/^\P{C}+\.$/u)
    expect(sentence.length).toBeLessThan(500)
  }
  if (!result.ok) return
  expect(completeScenario(result.value.set).ok).toBe(true)
  const lines = text.split('\n').length
  for (const { line, text: shown } of [...result.value.understood, ...result.value.leftOut]) {
    expect(line).toBeLessThanOrEqual(lines)
    expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
    expect(shown.length).toBeLessThanOrEqual(120)
  }
}

describe('A configuration of any text is read, or refused in a sentence', () => {
  test('when it is nearly right.', () => {
    fc.assert(
      fc.property(scraps, kinds, (text, kind) => expectAnswer(text, null, kind)),
      { numRuns: 2000 },
    )
  })

  test('when it is nothing of the sort.', () => {
    fc.assert(fc.property(anyText, fc.option(anyText), kinds, expectAnswer), { numRuns: 600 })
  })

  test.each<[string, FileKind, string]>([
    ['brackets of Python', 'conf.py', `x = ${'('.repeat(200_000)}`],
    ['operators of Python', 'conf.py', `x = ${'-'.repeat(200_000)}1`],
    ['a long sum', 'conf.py', `x = 1${' + 1'.repeat(100_000)}`],
    ['dots', 'conf.py', `x = a${'.b'.repeat(100_000)}()`],
    ['blocks of Python', 'conf.py', Array.from({ length: 800 }, (_, depth) => `${' '.repeat(depth)}if x:`).join('\n')],
    ['doubled texts', 'conf.py', `a = "xxxxxxxxxx"\n${'a = a + a\n'.repeat(1000)}`],
    ['blocks of nginx', 'nginx', 'http { '.repeat(100_000)],
    ['closing braces', 'nginx', '}'.repeat(200_000)],
    ['escapes', 'nginx', '\\'.repeat(200_000)],
    ['dollars', 'gunicorn', `gunicorn ${'$'.concat('{').repeat(100_000)}`],
    ['operators of a shell', 'gunicorn', '&& '.repeat(100_000)],
    ['quotes', 'gunicorn', `gunicorn ${'"a" '.repeat(100_000)}`],
    ['placeholders', 'uwsgi', `[uwsgi]\na = xxxxxxxxxx\n${'a = %(a)%(a)\n'.repeat(50_000)}`],
    ['lists of YAML', 'eb', `option_settings: ${'['.repeat(3000)}`],
    [
      'aliases of YAML',
      'eb',
      `a: &a [x,x,x]\n${Array.from({ length: 20 }, (_, at) => `b${at}: &b${at} [*a,*a,*a]`).join('\n')}\noption_settings: *a`,
    ],
    ['lines', 'procfile', 'x\n'.repeat(300_000)],
  ])('when it is deep or long: %s.', (_, kind, text) => {
    expectAnswer(text.slice(0, MAX_CONFIGURATION_LENGTH), null, kind)
  })
})
