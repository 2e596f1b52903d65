import { readFileSync } from 'node:fs'
import type { Frame, Page } from 'playwright-core'
import { inject } from 'vitest'
import type { PreforkPlayground } from '../../web/embed/element/prefork-playground.ts'
import { openArticle, openElsewhere, strictPolicy } from './article.ts'
import { expect, test } from './open-page.ts'

const script = () => `<script src="${inject('siteUrl')}embed.js"></script>`

const figure = (attributes: string) => `<prefork-playground poster="none" ${attributes}></prefork-playground>`

/** The frames of the figures that were loaded, in the order of the page. */
const framesIn = (page: Page) => page.frames().filter(frame => frame.url().includes('/embed.html'))

const sentenceIn = (frame: Frame | undefined) =>
  frame
    ?.locator('h1')
    .innerText()
    .catch(() => '')

test('A figure runs in a frame without an origin, in an article under a strict policy, as high as its content.', async ({
  openPage,
}) => {
  const body = figure(
    'story="two-cores" traffic.rateperSecond="40" views="sentence,stage,latency" controls="traffic.ratePerSecond"',
  )
  const page = await openArticle(openPage, script() + body, strictPolicy())
  await expect.poll(() => sentenceIn(framesIn(page)[0]), { timeout: 15_000 }).toMatch(/^The same 40.requests a second/)
  const [frame] = framesIn(page)
  expect(await frame!.evaluate(() => origin)).toBe('null')
  await frame!.getByRole('slider', { name: 'Requests a second' }).press('ArrowRight')
  await expect.poll(() => sentenceIn(frame)).toMatch(/^The same 41.requests a second/)
  const inside = await frame!.evaluate(() => Math.ceil(document.getElementById('root')!.getBoundingClientRect().height))
  const outside = () => page.evaluate(() => document.querySelector('prefork-playground')!.clientHeight)
  await expect.poll(outside).toBe(inside)
  expect(await frame!.locator('svg path').count()).toBeGreaterThan(3)
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(3)
})

test('The article may set, ask, play, pause and seek; what cannot be is refused in a sentence and changes nothing.', async ({
  openPage,
}) => {
  const page = await openArticle(openPage, script() + figure('start="never"'))
  const told = await page.evaluate(async () => {
    const element = document.querySelector<PreforkPlayground>('prefork-playground')!
    const result = new Promise(resolve => element.addEventListener('result', resolve, { once: true }))
    const change = new Promise<CustomEvent>(resolve =>
      element.addEventListener('change', event => resolve(event as CustomEvent), { once: true }),
    )
    await element.set({ 'pool.server.workers': 1 })
    const link = (await change).detail.link
    await result
    const refusal = await element.set({ 'pool.server.workers': -1 }).catch(error => error.message)
    const late = await element.seek(61).catch(error => error.message)
    await element.seek(30)
    const still = await element.get()
    await element.play(2)
    const playing = await element.get()
    await element.pause()
    return { link, refusal, late, still, playing: playing.time }
  })
  expect(told.link).toContain('pool.server.workers=1')
  expect(told.refusal).toBe('server.workers is -1; allowed is a whole number from 1 to 1,000.')
  expect(told.late).toBe('seconds is 61; allowed is 0 to 60.')
  expect(told.still.time).toEqual({ playing: false, atSeconds: 30, speed: 1 })
  expect(told.still.link).toContain('pool.server.workers=1')
  expect(told.still.result?.lanes.map(({ id }) => id)).toEqual(['one', 'pool'])
  expect(told.playing).toMatchObject({ playing: true, speed: 2 })
})

test('Of ten figures those near the reader are loaded, and only what is in sight is simulated.', async ({
  openPage,
}) => {
  const ten = Array.from(
    { length: 10 },
    () => `${figure('views="sentence,stage" start="never"')}<div style="height: 300px"></div>`,
  )
  const page = await openArticle(openPage, script() + ten.join(''))
  const hasResult = (at: number) =>
    page.evaluate(async index => {
      const element = document.querySelectorAll<PreforkPlayground>('prefork-playground')[index]!
      return (await element.get()).result !== null
    }, at)
  const first = page.locator('prefork-playground').first().locator('iframe').contentFrame().locator('h1')
  await expect.poll(() => first.innerText(), { timeout: 15_000 }).toMatch(/^The same 14.requests/)
  expect(framesIn(page).length).toBeLessThan(4)
  // Asking loads it; it is still not in sight.
  expect(await hasResult(9)).toBe(false)
  await page.locator('prefork-playground').nth(9).scrollIntoViewIfNeeded()
  await expect.poll(() => hasResult(9)).toBe(true)
  expect(await hasResult(4)).toBe(false)
})

test('Every chart of the page can be named, and those of many runs are computed in the frame.', async ({
  openPage,
}) => {
  const views = 'throughput,errors,cpu,latency,distribution,heat,places,cores,workers,across,map'
  const page = await openArticle(openPage, script() + figure(`views="${views}" start="never"`))
  await expect.poll(() => framesIn(page).length).toBe(1)
  const frame = framesIn(page)[0]!
  const named = async () => {
    // What comes above it while it is looked for moves it out of sight again.
    await frame.locator('.sweep-bar').scrollIntoViewIfNeeded()
    return frame.locator('[data-chart]').evaluateAll(all => all.map(one => one.getAttribute('data-chart')))
  }
  await expect
    .poll(named, { timeout: 30_000 })
    .toEqual([
      'throughput',
      'errors',
      'cpu',
      'latency',
      'distribution',
      'heat-1',
      'heat-2',
      'places-1',
      'places-2',
      'cores-of-1',
      'cores-of-2',
      'across-throughput',
      'across-errors',
      'across-cpu',
      'across-latency',
    ])
  await frame.locator('.chart.workers').waitFor()
  await frame.locator('.heatmaps').scrollIntoViewIfNeeded()
  await frame.getByRole('progressbar', { name: 'Cells of the map computed' }).waitFor({ timeout: 20_000 })
})

test('A preset is shown by its name: a server as people meet it, or one lane of a story.', async ({ openPage }) => {
  const page = await openArticle(
    openPage,
    script() +
      figure('preset="elastic-beanstalk" views="sentence"') +
      figure('preset="one-core/pool" views="sentence"'),
  )
  await expect.poll(() => framesIn(page).length).toBe(2)
  const told = async () => (await Promise.all(framesIn(page).map(sentenceIn))).sort()
  await expect
    .poll(told, { timeout: 15_000 })
    .toEqual([expect.stringContaining('A pool of three'), expect.stringContaining('Elastic Beanstalk’s default')])
})

test('An attribute that changes changes the figure, whatever letters its name is written in.', async ({ openPage }) => {
  const page = await openArticle(openPage, script() + figure('views="sentence"'))
  await expect.poll(() => sentenceIn(framesIn(page)[0]), { timeout: 15_000 }).toMatch(/^The same 14.requests/)
  await page.evaluate(() => document.querySelector('prefork-playground')!.setAttribute('traffic.rate-per-second', '20'))
  await expect.poll(() => sentenceIn(framesIn(page)[0])).toMatch(/^The same 20.requests/)
})

test('Two linked figures show one scenario from two sides.', async ({ openPage }) => {
  const page = await openArticle(
    openPage,
    `${figure('linked="a" views="sentence" controls="traffic.ratePerSecond"')}${figure('linked="a" views="stage,latency" start="never"')}${script()}`,
  )
  await expect.poll(() => framesIn(page).length).toBe(2)
  const showing = (view: string) => framesIn(page).find(frame => frame.url().includes(`views=${view}`))
  const [left, right] = [showing('sentence'), showing('stage')]
  const lane = right!.locator('.lane').first()
  await lane.locator('dl').waitFor({ timeout: 15_000 })
  const before = await lane.locator('dl').innerText()
  await left!.getByRole('slider', { name: 'Requests a second' }).press('ArrowLeft')
  await expect.poll(() => lane.locator('dl').innerText()).not.toBe(before)
  const rates = () =>
    page.evaluate(() =>
      Promise.all(
        [...document.querySelectorAll<PreforkPlayground>('prefork-playground')].map(
          async element => (await element.get()).link,
        ),
      ),
    )
  await expect
    .poll(rates)
    .toEqual([expect.stringContaining('ratePerSecond=13'), expect.stringContaining('ratePerSecond=13')])
})

test('A figure works inside a shadow tree, made by a script, and leaves nothing behind when it is taken out.', async ({
  openPage,
}) => {
  const page = await openArticle(openPage, `${script()}<div id="host"></div>`)
  await page.evaluate(base => {
    const element = document.createElement('prefork-playground')
    element.setAttribute('views', 'sentence')
    element.setAttribute('poster', 'none')
    element.setAttribute('base', base)
    document.getElementById('host')!.attachShadow({ mode: 'open' }).append(element)
  }, inject('siteUrl'))
  await expect.poll(() => sentenceIn(framesIn(page)[0]), { timeout: 15_000 }).toMatch(/^The same 14.requests/)
  await page.evaluate(() => document.getElementById('host')!.shadowRoot!.replaceChildren())
  await expect.poll(() => framesIn(page).length).toBe(0)
})

test('A figure that waits for a click loads nothing before, and runs after.', async ({ openPage }) => {
  const page = await openArticle(openPage, script() + figure('start="click" views="sentence,stage"'))
  await page.waitForTimeout(300)
  expect(framesIn(page)).toEqual([])
  await page.getByRole('button', { name: 'Run this simulation' }).click()
  await expect.poll(() => sentenceIn(framesIn(page)[0]), { timeout: 15_000 }).toMatch(/^The same 14.requests/)
})

test('A hostile page gets refusals, and the figure goes on.', async ({ openPage }) => {
  const source = `${inject('siteUrl')}embed.html#views=sentence&start=never`
  const page = await openArticle(openPage, `<iframe sandbox="allow-scripts" src="${source}" title="x"></iframe>`)
  const sentence = () => page.frameLocator('iframe').locator('h1').innerText()
  await expect.poll(sentence, { timeout: 15_000 }).toMatch(/^The same 14.requests/)
  const answers = await page.evaluate(async () => {
    const heard: unknown[] = []
    addEventListener('message', ({ data }) => heard.push(data.type))
    const frame = frames[0]!
    const deep: Record<string, unknown> = {}
    deep.self = deep
    const junk = [0, '', null, deep, new Map(), [1], { prefork: 1 }, { prefork: 1, id: 1, type: 'set', settings: deep }]
    for (let at = 0; at < 5000; at++) frame.postMessage(junk[at % junk.length], '*')
    // The second in which too much came has to pass.
    for (let id = 1; !heard.includes('done'); id++) {
      frame.postMessage({ prefork: 1, id, type: 'hello' }, '*')
      await new Promise(done => setTimeout(done, 100))
    }
    return { kinds: [...new Set(heard)], count: heard.length }
  })
  expect(answers.kinds.filter(kind => kind !== 'height' && kind !== 'time')).toEqual(['refused', 'done'])
  expect(answers.count).toBeLessThan(2000)
  expect(await sentence()).toMatch(/^The same 14.requests/)
})

test('The example article runs on another host than the site, and its four figures show what it says.', async ({
  openPage,
}) => {
  const site = inject('siteUrl')
  const html = readFileSync(new URL('../../public/embed-example.html', import.meta.url), 'utf8')
    .replaceAll("'self'", new URL(site).origin)
    .replace('src="embed.js"', `src="${site}embed.js"`)
    .replace('href="favicon.svg"', 'href="data:,"')
  const page = await openElsewhere(openPage, html)
  const figures = page.locator('prefork-playground')
  expect(await figures.count()).toBe(4)
  const said = [/^The same 14.requests/, /./, /^The same 30.requests/, /^The same 24.requests/]
  for (const [at, sentence] of said.entries()) {
    await figures.nth(at).scrollIntoViewIfNeeded()
    const button = figures.nth(at).getByRole('button', { name: 'Run this simulation' })
    if (await button.isVisible()) await button.click()
    const result = () =>
      figures.nth(at).evaluate(async element => (await (element as PreforkPlayground).get()).result?.sentence ?? '')
    await expect.poll(result, { timeout: 15_000 }).toMatch(sentence)
  }
})
