/**
 * The machine and its kernel. See `../parameters.ts`, the one table, of which this is a part.
 */
import type { Parameter } from '../parameters.ts'

export const machine: readonly Parameter[] = [
  {
    path: 'machine.cores',
    label: 'Cores',
    help: 'Cores that all processes of the machine share.',
    level: 'basic',
    kind: 'number',
    unit: '',
    integer: true,
    min: 1,
    max: 64,
    scale: 'log',
    default: 1,
  },
  {
    path: 'machine.switchCostUs',
    label: 'Context switch',
    help: 'CPU lost each time a core turns from one process to another.',
    level: 'advanced',
    kind: 'number',
    unit: 'µs',
    min: 0,
    max: 1000,
    scale: 'log',
    usual: { min: 0.1, max: 1000 },
    // 2.4 µs a process switch, measured on Linux 6.6 (ddumbying.vercel.app); advice in the field: 2 to 5.
    default: 3,
  },
  {
    path: 'machine.synRetry',
    label: 'SYN retries',
    help: 'When a dropped connection attempt is made again. Linear: at 1, 2, 3, 4, 5, 7, 11 s (Linux since 6.5). Exponential: at 1, 3, 7, 15, 31 s.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: 'linear', label: 'linear first (Linux 6.5 and later)' },
      { value: 'exponential', label: 'exponential (before 6.5)' },
    ],
    default: 'linear',
    relevant: s => s.proxy.kind === 'none' || s.proxy.socket === 'tcp',
  },
  {
    path: 'machine.abortOnOverflow',
    label: 'tcp_abort_on_overflow',
    help: 'What happens when the accept queue is full as a handshake ends. Off: nginx believes it is connected and the server does not know it. On: the connection is reset, a 502.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: 'off', label: 'off' },
      { value: 'on', label: 'on' },
    ],
    default: 'off',
    relevant: s => s.proxy.kind === 'none' || s.proxy.socket === 'tcp',
  },
  {
    path: 'machine.tickMs',
    label: 'Kernel tick',
    help: 'Kernel timers fire on ticks, and the farther away, the coarser: a SYN is sent again after 1.004 to 1.036 s, together with others. 0: exactly on time.',
    level: 'advanced',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 10,
    scale: 'linear',
    // CONFIG_HZ=250, as in Debian's and Amazon's kernels; the recorded retries of the real stack show it.
    default: 4,
    relevant: s => s.proxy.kind === 'none' || s.proxy.socket === 'tcp',
  },
  {
    path: 'machine.somaxconn',
    label: 'somaxconn',
    help: 'The kernel’s cap on every backlog: 4096 since Linux 5.4, 128 before.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    integer: true,
    min: 1,
    max: 65_535,
    scale: 'log',
    default: 4096,
  },
]
