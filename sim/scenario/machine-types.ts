/**
 * EC2 instance types, as data: what a machine has and what it costs.
 *
 * Prices are on demand, Linux, us-east-1, generated 2026-01-19 (aws/karpenter-provider-aws@031e72b6,
 * pkg/providers/pricing/zz_generated.pricing_aws.go). vCPUs and memory: awsdocs/amazon-ec2-user-guide of 2023-06
 * (general-purpose-instances.md, compute-optimized-instances.md); those of m1, m3 and c3 from public instance tables.
 * Credits: the same guide, burstable-credits-baseline-concepts.md.
 */
import type { CreditMode, Scenario } from './scenario.ts'

export const PRICE_DATE = '2026-01-19'
export const PRICE_REGION = 'us-east-1'

/** Surplus credits of `unlimited`, Linux: AWS’s announcement of T3, August 2018. */
export const SURPLUS_DOLLARS_PER_VCPU_HOUR = 0.05

/** A T type stores what it earns in 24 hours (burstable-credits-baseline-concepts.md); launch credits come on top. */
export const HOURS_OF_CREDITS = 24

/** One credit is one vCPU at 100 % for one minute. */
export interface CpuCredits {
  perHour: number
  /** On the account of a new instance, on top of the limit. */
  launch: number
  /** `standard` is throttled to what it earns when it has none left; `unlimited` goes on and pays. */
  mode: CreditMode
}

export interface MachineType {
  name: string
  vcpus: number
  /** vCPUs of one physical core: with 2, they are hyperthreads and share it. */
  threadsPerCore: 1 | 2
  memoryMb: number
  dollarsPerHour: number
  credits: CpuCredits | null
  /** What about it is an assumption, as a sentence; absent where everything has a source. */
  assumption?: string
}

type Row = readonly [name: string, vcpus: number, gib: number, dollarsPerHour: number, creditsPerHour?: number]

/** “Each vCPU is a hyperthread of an Intel Xeon core except for T2” (EC2’s page of instance types, 2018). */
const T2: readonly Row[] = [
  ['t2.nano', 1, 0.5, 0.0058, 3],
  ['t2.micro', 1, 1, 0.0116, 6],
  ['t2.small', 1, 2, 0.023, 12],
  ['t2.medium', 2, 4, 0.0464, 24],
  ['t2.large', 2, 8, 0.0928, 36],
  ['t2.xlarge', 4, 16, 0.1856, 54],
  ['t2.2xlarge', 8, 32, 0.3712, 81.6],
]

const T3: readonly Row[] = [
  ['t3.nano', 2, 0.5, 0.0052, 6],
  ['t3.micro', 2, 1, 0.0104, 12],
  ['t3.small', 2, 2, 0.0208, 24],
  ['t3.medium', 2, 4, 0.0416, 24],
  ['t3.large', 2, 8, 0.0832, 36],
  ['t3.xlarge', 4, 16, 0.1664, 96],
  ['t3.2xlarge', 8, 32, 0.3328, 192],
]

/** Intel, two threads a core (cpu-options-supported-instances-values.md). */
const HYPERTHREADED: readonly Row[] = [
  ['m3.large', 2, 7.5, 0.133],
  ['m3.xlarge', 4, 15, 0.266],
  ['m3.2xlarge', 8, 30, 0.532],
  ['m4.large', 2, 8, 0.1],
  ['m4.xlarge', 4, 16, 0.2],
  ['m4.2xlarge', 8, 32, 0.4],
  ['m5.large', 2, 8, 0.096],
  ['m5.xlarge', 4, 16, 0.192],
  ['m5.2xlarge', 8, 32, 0.384],
  ['m5.4xlarge', 16, 64, 0.768],
  ['c4.large', 2, 3.75, 0.1],
  ['c4.xlarge', 4, 7.5, 0.199],
  ['c4.2xlarge', 8, 15, 0.398],
  ['c4.4xlarge', 16, 30, 0.796],
  ['c5.large', 2, 4, 0.085],
  ['c5.xlarge', 4, 8, 0.17],
  ['c5.2xlarge', 8, 16, 0.34],
  ['c5.4xlarge', 16, 32, 0.68],
  ['c6i.large', 2, 4, 0.085],
  ['c6i.xlarge', 4, 8, 0.17],
  ['c6i.2xlarge', 8, 16, 0.34],
  ['c6i.4xlarge', 16, 32, 0.68],
]

const C3: readonly Row[] = [
  ['c3.large', 2, 3.75, 0.105],
  ['c3.xlarge', 4, 7.5, 0.21],
  ['c3.2xlarge', 8, 15, 0.42],
  ['c3.4xlarge', 16, 30, 0.84],
]

const M1: readonly Row[] = [
  ['m1.small', 1, 1.7, 0.044],
  ['m1.medium', 1, 3.75, 0.087],
  ['m1.large', 2, 7.5, 0.175],
  ['m1.xlarge', 4, 15, 0.35],
]

/** Graviton3: a vCPU is a core (cpu-options-supported-instances-values.md). */
const C7G: readonly Row[] = [
  ['c7g.medium', 1, 2, 0.0363],
  ['c7g.large', 2, 4, 0.0725],
  ['c7g.xlarge', 4, 8, 0.145],
  ['c7g.2xlarge', 8, 16, 0.29],
  ['c7g.4xlarge', 16, 32, 0.58],
]

/** Every type, the T family first. Cores of all of them are taken to be equally fast, which they are not. */
export const MACHINE_TYPES: readonly MachineType[] = [
  // 30 launch credits a vCPU; t2 is standard, t3 unlimited (burstable-performance-instances-standard-mode-concepts.md).
  ...T2.map(row => typeOf(row, 1, { launch: 30 * row[1], mode: 'standard' })),
  ...T3.map(row => typeOf(row, 2, { launch: 0, mode: 'unlimited' })),
  ...M1.map(row => ({ ...typeOf(row, 1), assumption: 'A vCPU is taken to be a core of its own.' })),
  {
    ...typeOf(['m3.medium', 1, 3.75, 0.067], 1),
    assumption: 'Its one vCPU is a hyperthread whose core it shares with another customer; taken as a core of its own.',
  },
  ...HYPERTHREADED.map(row => typeOf(row, 2)),
  ...C3.map(row => ({ ...typeOf(row, 2), assumption: 'Its memory has no source at hand.' })),
  ...C7G.map(row => typeOf(row, 1)),
]

/** The type with this name; null for `custom`, and for a name that is none. */
export function findMachineType(name: unknown): MachineType | null {
  return MACHINE_TYPES.find(type => type.name === name) ?? null
}

/** What so many surplus credits cost, each a vCPU for a minute. */
export function surplusDollars(credits: number): number {
  return (credits / 60) * SURPLUS_DOLLARS_PER_VCPU_HOUR
}

/** How a machine treats its CPU credits; null when it has none. */
export function creditModeOf({ machine }: Scenario): CreditMode | null {
  if (machine.creditsPerHour === 0 || machine.credits === 'off') return null
  if (machine.credits !== 'by-type') return machine.credits
  return findMachineType(machine.type)?.credits?.mode ?? 'standard'
}

function typeOf(
  [name, vcpus, gib, dollarsPerHour, perHour = 0]: Row,
  threadsPerCore: 1 | 2,
  account?: Omit<CpuCredits, 'perHour'>,
): MachineType {
  const credits = account ? { perHour, ...account } : null
  return { name, vcpus, threadsPerCore, memoryMb: 1024 * gib, dollarsPerHour, credits }
}
