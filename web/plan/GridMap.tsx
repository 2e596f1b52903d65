import { map, toCome } from '#text/plan.ts'
import type { Grid, GridCell } from '../../sim/experiment/plan/grid.ts'
import { frontierAt } from '../../sim/experiment/plan/grid.ts'
import type { Plan } from '../../sim/experiment/plan/plan.ts'
import { RULES, type Rule } from '../../sim/experiment/plan/rules-of-thumb.ts'
import { estimateText, VERDICT_WORDS } from '../../sim/experiment/plan/words.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { Marked } from '../text/Marked.tsx'

/** Letters of the rules that advise a number of workers by the cores. */
const MARKED: readonly { letter: string; rule: Rule }[] = ['cores', 'twice', 'four', 'waiting'].map((id, at) => ({
  letter: 'ABCD'.charAt(at),
  rule: RULES.find(rule => rule.id === id)!,
}))

/** Workers × cores: a table whose cells say their verdict by a sign, with the frontier and the rules of thumb on it. */
export function GridMap({ plan: { grid, found, question } }: { plan: Plan }) {
  if (!found?.answer && !found?.closest) return null
  if (grid === null) {
    return (
      <section aria-busy="true">
        <h2>{map.title}</h2>
        <p className="soft">{toCome}</p>
      </section>
    )
  }
  const { cpuMs = 20, ioMs = 30 } = question.scenario.request ?? {}
  return (
    <section>
      <h2 id="workers-cores">{map.title}</h2>
      <p className="soft">{introOf(grid)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways is reached by keys. */}
      <section className="table" aria-labelledby="workers-cores" tabIndex={0}>
        <table className="map">
          <thead>
            <tr>
              <th scope="col">{map.cores}</th>
              {grid.workers.map(workers => (
                <th key={workers} scope="col">
                  <Marked
                    text={map.workers({ workers })}
                    as={{ rest: text => <span className="visually-hidden">{text}</span> }}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...grid.cores].reverse().map(cores => (
              <tr key={cores}>
                <th scope="row">{cores}</th>
                {grid.cells
                  .filter(cell => cell.cores === cores)
                  .map(cell => (
                    <Cell
                      key={cell.workers}
                      cell={cell}
                      isFewest={frontierAt(grid, cores) === cell.workers}
                      rules={rulesAt(cell, cpuMs, ioMs)}
                    />
                  ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <ul className="keys">
        {KEYS.map(({ of, sign }) => (
          <li key={of}>
            <Marked
              text={map.keys[of]}
              as={{ sign: () => <b className={of === 'fewest' ? 'framed' : undefined}>{sign}</b> }}
            />
          </li>
        ))}
        {MARKED.map(({ letter, rule }) => (
          <li key={letter}>
            <b>{letter}</b> {rule.name}
          </li>
        ))}
      </ul>
    </section>
  )
}

function introOf({ setup }: Grid): string {
  const { label } = SERVER_KINDS[setup.kind]
  return map.about({ server: label, instances: setup.instances })
}

function rulesAt({ workers, cores }: GridCell, cpuMs: number, ioMs: number): typeof MARKED {
  return MARKED.filter(({ rule }) => rule.workers(cores, cpuMs, ioMs) === workers)
}

const SIGNS = { holds: '●', undecided: '◐', fails: '×' } as const

const KEYS = [
  { of: 'holds', sign: SIGNS.holds },
  { of: 'fewest', sign: SIGNS.holds },
  { of: 'undecided', sign: SIGNS.undecided },
  { of: 'fails', sign: SIGNS.fails },
  { of: 'out', sign: '–' },
] as const

function Cell({ cell, isFewest, rules }: { cell: GridCell; isFewest: boolean; rules: typeof MARKED }) {
  const { judgement } = cell
  const said = judgement ? VERDICT_WORDS[judgement.verdict] : map.ruledOut
  const names = rules.map(({ rule }) => rule.name).join(', ')
  const words = [said, isFewest ? map.fewest : '', names].filter(text => text !== '').join('; ')
  return (
    <td
      data-verdict={judgement?.verdict ?? 'out'}
      data-fewest={isFewest || undefined}
      title={[words, ...(judgement?.estimates ?? []).map(estimateText)].join('. ')}
    >
      <span aria-hidden="true">
        {judgement ? SIGNS[judgement.verdict] : '–'}
        <small>{rules.map(({ letter }) => letter).join('')}</small>
      </span>
      <span className="visually-hidden">{words}</span>
    </td>
  )
}
