import type { Grid, GridCell } from '../../sim/experiment/plan/grid.ts'
import { frontierAt } from '../../sim/experiment/plan/grid.ts'
import type { Plan } from '../../sim/experiment/plan/plan.ts'
import { RULES, type Rule } from '../../sim/experiment/plan/rules-of-thumb.ts'
import { estimateText, VERDICT_WORDS } from '../../sim/experiment/plan/words.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'

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
        <h2>Workers × cores</h2>
        <p className="soft">To come.</p>
      </section>
    )
  }
  const { cpuMs = 20, ioMs = 30 } = question.scenario.request ?? {}
  return (
    <section>
      <h2 id="workers-cores">Workers × cores</h2>
      <p className="soft">{introOf(grid)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways is reached by keys. */}
      <section className="table" aria-labelledby="workers-cores" tabIndex={0}>
        <table className="map">
          <thead>
            <tr>
              <th scope="col">Cores</th>
              {grid.workers.map(workers => (
                <th key={workers} scope="col">
                  {workers}
                  <span className="visually-hidden"> workers</span>
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
        <li>
          <b>●</b> holds
        </li>
        <li>
          <b className="framed">●</b> the fewest workers that hold
        </li>
        <li>
          <b>◐</b> undecided
        </li>
        <li>
          <b>×</b> fails
        </li>
        <li>
          <b>–</b> ruled out by arithmetic
        </li>
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
  const each = setup.instances > 1 ? `, on each of ${setup.instances} instances` : ''
  return `${label} with your load${each}, on machines with memory for all. Columns are workers, rows are cores.`
}

function rulesAt({ workers, cores }: GridCell, cpuMs: number, ioMs: number): typeof MARKED {
  return MARKED.filter(({ rule }) => rule.workers(cores, cpuMs, ioMs) === workers)
}

const SIGNS = { holds: '●', undecided: '◐', fails: '×' } as const

function Cell({ cell, isFewest, rules }: { cell: GridCell; isFewest: boolean; rules: typeof MARKED }) {
  const { judgement } = cell
  const said = judgement ? VERDICT_WORDS[judgement.verdict] : 'ruled out by arithmetic'
  const names = rules.map(({ rule }) => rule.name).join(', ')
  const words = [said, isFewest ? 'the fewest that hold' : '', names].filter(text => text !== '').join('; ')
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
