import { describe, expect, test } from 'vitest'
import { decodeState, laneScenario } from '../../sim/scenario/link.ts'
import { findMachineType, HOURS_OF_CREDITS, MACHINE_TYPES } from '../../sim/scenario/machine-types.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'

describe('The catalogue of machines', () => {
  test('has every type once, with a price, and more for more of the same family.', () => {
    expect(new Set(MACHINE_TYPES.map(({ name }) => name)).size).toBe(MACHINE_TYPES.length)
    for (const [at, type] of MACHINE_TYPES.entries()) {
      expect(type.dollarsPerHour, type.name).toBeGreaterThan(0)
      expect(Number.isInteger(type.vcpus / type.threadsPerCore), type.name).toBe(true)
      const smaller = MACHINE_TYPES[at - 1]
      if (smaller?.name.split('.')[0] !== type.name.split('.')[0]) continue
      expect(type.dollarsPerHour, type.name).toBeGreaterThan(smaller!.dollarsPerHour)
      expect(type.memoryMb, type.name).toBeGreaterThan(smaller!.memoryMb)
    }
  })

  // burstable-credits-baseline-concepts.md: baseline a vCPU, and the most that the account holds.
  test.each([
    ['t2.micro', 0.1, 144],
    ['t2.medium', 0.2, 576],
    ['t2.xlarge', 0.225, 1296],
    ['t2.2xlarge', 0.17, 1958.4],
    ['t3.nano', 0.05, 144],
    ['t3.small', 0.2, 576],
    ['t3.large', 0.3, 864],
    ['t3.2xlarge', 0.4, 4608],
  ])('%s earns what its published baseline and limit say.', (name, baseline, limit) => {
    const type = findMachineType(name)!
    expect(type.credits!.perHour / 60 / type.vcpus).toBeCloseTo(baseline, 10)
    expect(type.credits!.perHour * HOURS_OF_CREDITS).toBeCloseTo(limit, 10)
  })
})

describe('A machine type', () => {
  test('brings its vCPUs and its memory into the scenario.', () => {
    const complete = completeScenario({ machine: { type: 't3.medium' } })
    expect(complete.ok && complete.value.machine).toMatchObject({ type: 't3.medium', cores: 2, memoryMb: 4096 })
  })

  test('is not another machine: what it has cannot be set.', () => {
    const complete = completeScenario({ machine: { type: 't3.medium', cores: 4 } })
    expect(complete.ok ? [] : complete.problems.map(({ message }) => message)).toEqual([
      'machine.cores is 4; allowed is only 2, because that is what t3.medium has.',
    ])
  })

  test('that does not exist is refused in a sentence, and nothing else is said.', () => {
    const complete = completeScenario({ machine: { type: 't9.huge', cores: 4 } })
    expect(complete.ok ? [] : complete.problems.map(({ message }) => message)).toEqual([
      `machine.type is "t9.huge"; allowed is custom, or one of the ${MACHINE_TYPES.length} EC2 types that “prefork machines” lists.`,
    ])
  })

  test('of one lane passes over the cores that all lanes share.', () => {
    const { state, problems } = decodeState('story=one-core&machine.cores=8&pool.machine.type=c5.large')
    expect(problems).toEqual([])
    const cores = state.lanes.map(lane => laneScenario(state, lane)).map(one => one.ok && one.value.machine.cores)
    expect(cores).toEqual([8, 2])
  })
})
