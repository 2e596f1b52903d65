/** The field's words, in a sentence or two each. They open where they stand. */
export const GLOSSARY = {
  'accept-queue':
    'The kernel’s line of finished connections that no process has accepted yet. Its length is the backlog plus one.',
  backlog:
    'The number a server passes to listen(): how many connections may wait to be accepted. The kernel caps it at somaxconn.',
  worker:
    'A process that was started before the work arrived and serves requests. In gunicorn’s sync mode it holds one at a time.',
  thread:
    'A line of execution inside a process. Python’s threads share one interpreter lock, so one of them computes at a time.',
  gil: 'The global interpreter lock of CPython: the thread that holds it computes, the others of its process wait for it or for I/O.',
  'service-demand': 'What a request costs: the CPU it needs, and the time it waits for something else.',
  io: 'Time in which a request waits for something outside the process, such as a database, and needs no core.',
  latency: 'The time from sending a request to its answer, as the client sees it. Also called residence time.',
  percentile: 'The 95th percentile is the latency that 95 of 100 answers do not exceed.',
  throughput: 'Answers a second that reach a waiting client.',
  goodput: 'Answers a second that come within the time the client finds good enough.',
  'offered-load': 'What arrives, whether or not it can be served: requests a second times what each costs.',
  utilization: 'The share of time in which a core, or a worker, is busy.',
  saturation: 'The load at which something is busy all the time. From there on queues grow as long as the load lasts.',
  '502': 'nginx’s Bad Gateway: the server refused the connection, or closed it without an answer.',
  '504': 'nginx’s Gateway Timeout: connecting, or waiting for the first byte, took longer than nginx was told to wait.',
  'wasted-work': 'CPU spent on a request whose client has left. The server does not know.',
  'open-loop': 'Traffic that arrives whether or not the server keeps up, as from many independent people.',
  'closed-loop':
    'A fixed number of users who each wait for an answer before they send again. It slows down with the server.',
  'coordinated-omission':
    'A measuring error: a load generator that waits for a slow answer does not send what it should have sent meanwhile, and so does not see how slow those would have been.',
  'retry-storm': 'Clients that try again after a failure add load just when there is too much of it.',
  knee: 'The load at which latency turns from nearly flat to steep.',
} as const

export type GlossaryTerm = keyof typeof GLOSSARY
