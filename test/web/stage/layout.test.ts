import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gridIn, layoutLane, queueX, queueY, roomX, roomY } from '../../../web/stage/layout.ts'

const needs = fc.record({
  places: fc.integer({ min: 1, max: 70_000 }),
  workers: fc.integer({ min: 1, max: 512 }),
  seats: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 3000 })),
  cores: fc.integer({ min: 1, max: 64 }),
})
const widths = fc.integer({ min: 280, max: 1800 })

describe('The stage', () => {
  it('has a cell for every place of the accept queue, all of them within the queue’s box', () => {
    fc.assert(
      fc.property(widths, needs, (width, wanted) => {
        const { queue } = layoutLane(width, wanted)
        const cells = Math.ceil(wanted.places / queue.each)
        expect(queue.columns * queue.rows).toBeGreaterThanOrEqual(cells)
        for (const cell of [0, Math.floor(cells / 2), cells - 1]) {
          expect(queueX(queue, cell)).toBeGreaterThan(queue.x - 0.5)
          expect(queueX(queue, cell)).toBeLessThan(queue.x + queue.w + 0.5)
          expect(queueY(queue, cell)).toBeGreaterThan(queue.y)
          expect(queueY(queue, cell)).toBeLessThan(queue.y + queue.h)
        }
      }),
    )
  })

  it('draws 129 and 2,049 places one by one, on a desktop and on a phone', () => {
    for (const width of [354, 712, 1116]) {
      for (const places of [129, 2049]) {
        expect(layoutLane(width, { places, workers: 1, seats: 1, cores: 1 }).queue.each).toBe(1)
      }
    }
  })

  it('keeps its columns whatever stands in them, so that lanes can be compared straight down', () => {
    fc.assert(
      fc.property(widths, needs, needs, (width, one, other) => {
        expect(layoutLane(width, one).captions).toEqual(layoutLane(width, other).captions)
        expect(layoutLane(width, one).height).toBe(layoutLane(width, other).height)
      }),
    )
  })

  it('has a room for every worker that it shows, none outside and none upon another', () => {
    fc.assert(
      fc.property(widths, needs, (width, wanted) => {
        const { rooms } = layoutLane(width, wanted)
        expect(rooms.shown).toBeLessThanOrEqual(wanted.workers)
        expect(rooms.shown).toBeGreaterThanOrEqual(Math.min(wanted.workers, 84))
        const last = rooms.shown - 1
        expect(roomX(rooms, Math.min(last, rooms.columns - 1)) + rooms.roomW).toBeLessThan(rooms.x + rooms.w + 0.5)
        expect(roomY(rooms, last) + rooms.roomH).toBeLessThan(rooms.y + rooms.h + 0.5)
        expect(rooms.roomH).toBeGreaterThan(6)
      }),
    )
  })

  it('never lets a lane be wider than it is', () => {
    fc.assert(
      fc.property(widths, needs, (width, wanted) => {
        const { clients, proxy, queue, rooms, cores, leaving } = layoutLane(width, wanted)
        for (const box of [clients, proxy, queue, rooms, cores, leaving]) {
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.x + box.w).toBeLessThanOrEqual(width + 1)
        }
      }),
    )
  })
})

describe('The accept queue', () => {
  it('is a way on which every place is next to the one before', () => {
    const grid = gridIn({ x: 0, y: 0, w: 280, h: 120 }, 129)
    for (let place = 1; place < 129; place++) {
      const dx = Math.abs(queueX(grid, place) - queueX(grid, place - 1))
      const dy = Math.abs(queueY(grid, place) - queueY(grid, place - 1))
      expect(Math.min(dx, dy)).toBeCloseTo(0)
      expect(Math.max(dx, dy)).toBeLessThan(1.4 * grid.pitch)
    }
  })

  it('is moved along without a leap', () => {
    const grid = gridIn({ x: 0, y: 0, w: 280, h: 120 }, 129)
    for (let place = 0; place < 128; place += 0.05) {
      const step = Math.hypot(
        queueX(grid, place + 0.05) - queueX(grid, place),
        queueY(grid, place + 0.05) - queueY(grid, place),
      )
      expect(step).toBeLessThan(0.1 * grid.pitch)
    }
  })

  it('begins at the side of the workers', () => {
    const grid = gridIn({ x: 0, y: 0, w: 280, h: 120 }, 129)
    expect(queueX(grid, 0)).toBeGreaterThan(queueX(grid, 128))
  })
})
