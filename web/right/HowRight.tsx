import { Masthead } from '../style/Masthead.tsx'
import { ThemeToggle } from '../style/ThemeToggle.tsx'
import { AgreementPlot } from './AgreementPlot.tsx'
import { FigureTable } from './FigureTable.tsx'
import { pastWhy } from './past-why.ts'
import type { Replay } from './replay.ts'
import { figureOf } from './words.ts'

/** Measured beside simulated, for every recording of the real stack. */
export function HowRight({ replays }: { replays: readonly Replay[] }) {
  const within = replays.filter(({ isWithin }) => isWithin).length
  return (
    <>
      <Masthead at="right" end={<ThemeToggle />} />
      <main className="right">
        <h1>How right is it?</h1>
        <p className="lead">
          Real servers behind a real nginx were recorded {replays.length} times, request by request. Prefork gets the
          same requests and the same settings. {within} of {replays.length} recordings come out within tolerance.
        </p>
        <figure>
          <p className="key">
            <b className="ring">○</b> measured <b className="dot">●</b> simulated. A dot in its ring: the two agree.
          </p>
          <AgreementPlot replays={replays} />
          <figcaption id="agreement-summary">{summaryOf(replays)}</figcaption>
        </figure>
        <h2>Every figure</h2>
        <p>
          Measured / simulated; below it the error, and how much of it is allowed. Figures without a tolerance are shown
          and not judged. “pt” are percentage points.
        </p>
        <FigureTable replays={replays} />
        <Reasons replays={replays} />
      </main>
    </>
  )
}

function summaryOf(replays: readonly Replay[]): string {
  const worst = (name: string) => {
    const errors = replays.map(replay => Math.abs(figureOf(replay, name)?.error ?? 0)).sort((a, b) => a - b)
    const middle = errors[Math.floor(errors.length / 2)] ?? 0
    return `${(middle * 100).toFixed(1)} % in the middle and ${((errors.at(-1) ?? 0) * 100).toFixed(1)} % at most`
  }
  return `The median of latency is off by ${worst('p50')}, the 95th percentile by ${worst('p95')}.`
}

function Reasons({ replays }: { replays: readonly Replay[] }) {
  return (
    <div className="columns">
      <section>
        <h2>What is past it, and why</h2>
        {pastWhy(replays).map(({ name, text }) => (
          <p key={name}>
            <b>{name}</b> {text}
          </p>
        ))}
        <h2>Two causes you would not expect</h2>
        <p>
          <b>Half-open connections.</b> When the accept queue is full at a handshake’s last step, nginx believes itself
          connected and the server has not seen the request. They come from retries that a coarse kernel timer fires
          together. With timers exactly on time (a kernel tick of 0) the simulation answers 998 requests of flask-burst,
          with a tick of 4 ms 665; 678 were measured.
        </p>
        <p>
          <b>Turns at the interpreter lock.</b> A Python thread that comes back from I/O waits up to 5 ms for a thread
          that computes, and the server’s own code gives the lock up several times in one request. With sharing as good
          as ideal (a switch interval of 0.01 ms and two turns) the median of flask-threaded-1c comes out 32 % too low,
          with turns of 5 ms, four in a request, 6 %.
        </p>
      </section>
      <section>
        <h2>What was measured, and how</h2>
        <p>
          nginx 1.22 with one worker process, without keep-alive to the server; Flask 2.2, gunicorn 20.1, uWSGI 2.0.21
          or waitress 2.1 behind it; Python 3.11, Linux 6.18, one virtual machine with two cores. A handler burns a
          known amount of CPU and then sleeps for a known time. Requests are sent on a Poisson schedule drawn
          beforehand, whatever becomes of the answers.
        </p>
        <p>
          No recording is a blind test: all were in view while the rules were written. The CPU of each server was fitted
          on ten of them and not on the other ten; the table says what else was chosen by which.
        </p>
        <p>
          The same case, recorded twice, differed by up to 5 % in p50 and p95, and not at all in how requests ended. The
          recordings are part of this site: <a href="./truth/measured.json">measured.json</a>, and{' '}
          <a href="./truth/README.md">what each field means</a>.
        </p>
        <p>
          A link to the playground opens the settings of a recording, not its requests: those are random there, of the
          same rate and the same demands. What it shows is close to these figures and not the same.
        </p>
        <h2>What is not modelled</h2>
        <p>
          The network, TLS, the database’s own queue and more: <a href="./index.html">the playground’s notes list it</a>
          , at the end of the page.
        </p>
      </section>
    </div>
  )
}
