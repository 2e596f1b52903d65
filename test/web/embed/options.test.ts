import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeState } from '../../../sim/scenario/link.ts'
import { DEFAULT_OPTIONS, isPlainStyle, optionParts, readFragment } from '../../../web/embed/options.ts'

describe('The fragment of a figure', () => {
  test('says what is shown, and the rest of it is a state.', () => {
    const { options, state, problems } = readFragment(
      '#story=two-cores&views=latency,stage&traffic.ratePerSecond=40&controls=traffic.ratePerSecond,two-cores.machine.cores&theme=dark&start=click&locale=de-CH&paper=%23fff',
    )
    expect(problems).toEqual([])
    expect(options).toEqual({
      views: ['latency', 'stage'],
      controls: [
        { lane: null, path: 'traffic.ratePerSecond' },
        { lane: 'two-cores', path: 'machine.cores' },
      ],
      theme: 'dark',
      start: 'click',
      locale: 'de-CH',
      properties: { paper: '#fff' },
    })
    expect(state).toBe('story=two-cores&traffic.ratePerSecond=40')
  })

  test('names parameters as attributes do, in small letters and with hyphens.', () => {
    const { state, options } = readFragment(
      'story=two-cores&traffic.rate-per-second=40&one-core.machine.cores=2&server.timeoutms=900&controls=traffic.ratepersecond',
    )
    expect(state).toBe('story=two-cores&traffic.ratePerSecond=40&one-core.machine.cores=2&server.timeoutMs=900')
    expect(decodeState(state).problems).toEqual([])
    expect(options.controls).toEqual([{ lane: null, path: 'traffic.ratePerSecond' }])
  })

  test('names a preset: a story, a lane of one, or a server with the default of everything else.', () => {
    const opened = (preset: string) => {
      const { state, problems } = readFragment(`preset=${encodeURIComponent(preset)}`)
      return { ...decodeState(state), problems: [...problems, ...decodeState(state).problems], link: state }
    }
    expect(opened('two-cores').link).toBe('story=two-cores')
    expect(opened('one-core/pool').state.lanes.map(({ id }) => id)).toEqual(['pool'])
    const { state, problems } = opened('elastic-beanstalk')
    expect(problems).toEqual([])
    expect(state.lanes).toMatchObject([
      { name: 'Elastic Beanstalk’s default', set: { server: { workers: 1, threads: 15 } } },
    ])
    expect(state.shared).toEqual({})
    expect(readFragment('preset=nginx-unit').problems[0]?.message).toMatch(
      /^preset is "nginx-unit"; allowed is one of /,
    )
  })

  test('is refused part by part, and what holds is kept.', () => {
    const { options, problems } = readFragment(
      'views=stage,moon&theme=pink&start=later&locale=no_such&paper=url(x)&controls=traffic.speed',
    )
    expect(options).toEqual({ ...DEFAULT_OPTIONS, views: ['stage'] })
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^views is "moon"; allowed is one of sentence, /),
      expect.stringMatching(/^controls is "traffic.speed"; /),
      'theme is "pink"; allowed is one of auto, light, dark.',
      'start is "later"; allowed is one of view, click, never.',
      'locale is "no_such"; allowed is a language tag such as en or de-CH.',
      'paper is "url(x)"; allowed is a CSS colour.',
    ])
  })

  test('is read whatever it is, and never throws.', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string(), (one, other) => {
        const { options } = readFragment(`${one}&views=${other}&controls=${one}&locale=${other}&font=${one}`)
        expect(options.views.length).toBeGreaterThan(0)
      }),
      { seed: 6 },
    )
  })

  test('says where a chapter is, when it is asked for where it cannot be.', () => {
    expect(readFragment('views=chapter').problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^views is "chapter"; .*learn\/embed-ID\.html\.$/),
    ])
  })

  test('of options is read back as the same options.', () => {
    const options = readFragment(
      'views=cpu&controls=pool.server.workers&theme=light&start=never&locale=fr&font=Georgia,serif',
    )
    expect(readFragment(optionParts(options.options).join('&')).options).toEqual(options.options)
    expect(optionParts({})).toEqual([])
  })
})

test('A style is a colour or names of typefaces: no address, no reference, nothing that ends a declaration.', () => {
  const refused = ['url(//x)', 'var(--a)', 'red;}', 'expression(1)', 'image-set("a")', '', 'a'.repeat(81), '#12g']
  for (const text of refused) expect(isPlainStyle('paper', text), text).toBe(false)
  for (const text of ['#fff', 'white', 'rgb(1 2 3 / 50%)', 'oklch(0.7 0.1 200)']) {
    expect(isPlainStyle('ink', text), text).toBe(true)
  }
  expect(isPlainStyle('font', '"IBM Plex Sans", sans-serif')).toBe(true)
  expect(isPlainStyle('font', 'a; background: url(x)')).toBe(false)
})
