/** What the page is honest about, at its foot: paragraphs with marked words. */
export const aboutTitle = 'About the server that takes one at a time'
export const about = [
  'Flask’s own server has been threaded by default since Flask 1.0, of April 2018. The story’s server is <code>app.run(threaded=False)</code>, or an older Flask. You can have both: under <b>All settings</b>, choose <b>Flask, threaded</b> as the server. Threads wait for the database side by side, but they compute one at a time, under one interpreter lock.',
  'Both lanes get the same requests: the same instants, the same computing, the same waiting. What differs between them is what you see in the settings. The seed is one of these, so a link shows everybody the same run.',
  'Requests sent in the measured time are counted by how they ended, however late that was. Throughput, CPU and the curves are of what happened within it.',
]

export const notModelledTitle = 'What is not modelled'
export const notModelled = [
  '<strong>The network.</strong> No bandwidth and no packet loss; a round trip and the time to open a connection, if you set them, are always as long. Between nginx and the server, connecting takes no time unless the accept queue is full.',
  '<strong>What TLS costs the server.</strong> Nothing is encrypted. The round trips that it takes to open a connection you can set; users of a closed loop may keep theirs open, and every other request comes on a new one. HTTP/2, where requests share a connection, is not modelled.',
  '<strong>The database’s own queue.</strong> A wait for I/O is as long under load as without it.',
  '<strong>Disk and swapping.</strong> Nothing is read from a disk. Memory counts only as far as you set it, and what a worker takes never grows.',
  '<strong>Several nginx workers.</strong> nginx is one process, which alone knows which servers have failed.',
  '<strong>Noisy neighbours.</strong> A core is a core all the time, unless its machine has spent its CPU credits.',
  '<strong>Large answers and slow readers.</strong> An answer leaves at once, whatever its size.',
  '<strong>Deployments and crashes.</strong> A worker ends when a watchdog, its own limit of requests or the kernel’s want of memory ends it, and never of a bug.',
]
