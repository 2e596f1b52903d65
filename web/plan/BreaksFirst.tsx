import type { CSSProperties } from 'react'
import { breaks } from '#text/plan.ts'
import type { Plan } from '../../sim/experiment/plan/plan.ts'
import type { Saturation } from '../../sim/experiment/plan/saturation.ts'
import { WINDOW_SECONDS } from '../../sim/experiment/plan/saturation.ts'
import { goneText, loadText, RESOURCE_NAMES, saturationText } from '../../sim/experiment/plan/words.ts'

/** What runs out as the load grows, in order, each with the interval of loads in which it does. */
export function BreaksFirst({ plan }: { plan: Plan }) {
  const { order, found } = plan
  const setup = (found?.answer ?? found?.closest)?.setup
  if (!setup) return null
  return (
    <section aria-busy={order === null}>
      <h2>{breaks.title}</h2>
      {order === null ? (
        <p className="soft">{breaks.toCome}</p>
      ) : (
        <>
          <p className="soft">{breaks.about({ load: loadText(plan, 1), seconds: WINDOW_SECONDS })}</p>
          <ol className="order">
            {order.map(one => (
              <li key={one.resource}>
                <b>{RESOURCE_NAMES[one.resource]}</b>
                <span className="loads">{saturationText(plan, one)}</span>
                <Bar one={one} top={topOf(order)} />
                <span className="soft">{goneText(one, setup)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

/** Loads on a logarithmic scale, from a tenth of the asked one. */
const LEAST = 0.1

function topOf(order: readonly Saturation[]): number {
  const ends = order.flatMap(({ from, to }) => [from, to ?? from]).filter(Number.isFinite)
  return Math.max(2, ...ends) * 1.1
}

function Bar({ one: { from, to }, top }: { one: Saturation; top: number }) {
  const at = (times: number) => Math.log(Math.min(top, Math.max(LEAST, times)) / LEAST) / Math.log(top / LEAST)
  const style = { '--asked': at(1), '--from': at(from), '--to': at(to ?? from) } as CSSProperties
  return (
    <span className="bar" aria-hidden="true" style={style} data-gone={to !== null}>
      <i />
    </span>
  )
}
