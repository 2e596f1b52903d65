import { describe, expect, it } from 'vitest'
import { coarseFirst, gridPoints, MOST_STEPS } from '../../sim/experiment/grid.ts'
import { sweepable } from '../../sim/experiment/points.ts'
import { getParameter } from '../../sim/scenario/scenario.ts'
import { scenarioOf } from '../web/result-of.ts'

describe('a grid', () => {
  it('is looked at coarsely first, and every place of it once', () => {
    for (const [columns, rows] of [
      [9, 5],
      [1, 1],
      [15, 15],
      [2, 7],
    ] as const) {
      const passes = coarseFirst(columns, rows)
      const places = passes.flat().map(({ column, row }) => row * columns + column)
      expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: columns * rows }, (_, at) => at))
      expect(passes[0]!.every(({ column, row }) => column % 4 === 0 && row % 4 === 0)).toBe(true)
      expect(passes[1]!.every(({ column, row }) => column % 2 === 0 && row % 2 === 0)).toBe(true)
    }
  })

  it('has the present values, in order, and no more steps than there is room for', () => {
    const lanes = [
      scenarioOf({ machine: { cores: 3 }, server: { workers: 5 } }),
      scenarioOf({ server: { kind: 'flask' } }),
    ]
    for (const parameter of sweepable(lanes)) {
      const points = gridPoints(parameter, lanes)
      expect(points.length, parameter.path).toBeLessThanOrEqual(MOST_STEPS)
      expect([...new Set(points)].sort((a, b) => a - b)).toEqual(points)
      expect(points).toContain(getParameter(lanes[0]!, parameter.path))
    }
  })
})
