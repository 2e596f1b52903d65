/// <reference path="../../sim/validation/jstat.d.ts" />
import jStat from 'jstat'
import { describe, expect, it } from 'vitest'
import { studentT } from '../../sim/experiment/student-t.ts'

describe('Student’s t', () => {
  it.each([0.5, 0.8, 0.95, 0.99, 0.999])('is that of a library of distributions, at a confidence of %d', confidence => {
    for (const dof of [1, 2, 3, 4, 5, 6, 9, 19, 20, 49, 100, 199, 1000]) {
      const expected = jStat.studentt.inv((1 + confidence) / 2, dof)
      expect(studentT(confidence, dof) / expected, `${dof} degrees of freedom`).toBeCloseTo(1, 6)
    }
  })

  it('is that of the tables', () => {
    expect(studentT(0.95, 1)).toBeCloseTo(12.7062, 4)
    expect(studentT(0.95, 19)).toBeCloseTo(2.093024, 6)
    expect(studentT(0.999, 19)).toBeCloseTo(3.883406, 6)
  })
})
