import { figures as texts } from '#text/right.ts'
import type { Figure } from '../../sim/validation/compare.ts'
import type { Replay } from './replay.ts'
import { allowedText, errorText, figureOf, valueText, verdictText } from './words.ts'

/** Every figure, measured / simulated, and below it the error and what of it is allowed. */
export function FigureTable({ replays }: { replays: readonly Replay[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrollable with the keyboard.
    <section className="table" tabIndex={0} aria-label={texts.table}>
      <table>
        <thead>
          <tr>
            {Object.values(texts.heads).map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {replays.map(replay => (
            <Row key={replay.name} replay={replay} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ replay }: { replay: Replay }) {
  const shares = replay.figures.filter(({ name }) => name.startsWith('share '))
  return (
    <tr data-case={replay.name}>
      <th scope="row">
        {replay.name}
        <small>{texts.setup(replay)}</small>
        {replay.link !== null && (
          <a href={`./index.html#${replay.link}`} aria-label={texts.openNamed(replay)}>
            {texts.open}
          </a>
        )}
      </th>
      <Cell figures={[figureOf(replay, 'answered')]} />
      <Cell figures={shares} />
      {['p50', 'p95', 'p99', 'cpu'].map(name => (
        <Cell key={name} figures={[figureOf(replay, name)]} />
      ))}
      <td className={replay.isWithin ? '' : 'past'}>{verdictText(replay)}</td>
    </tr>
  )
}

function Cell({ figures }: { figures: readonly (Figure | undefined)[] }) {
  return <td>{figures.map(figure => figure && <Pair key={figure.name} figure={figure} />)}</td>
}

function Pair({ figure }: { figure: Figure }) {
  const { name, measured, simulated, unit, isWithin } = figure
  const outcome = name.startsWith('share ') ? texts.outcome({ outcome: name.slice('share '.length) }) : ''
  return (
    <div className={isWithin === false ? 'past' : ''} data-figure={name}>
      {outcome}
      {valueText(measured, unit)} / {valueText(simulated, unit)}
      <small>
        {errorText(figure)} {allowedText(figure)}
      </small>
    </div>
  )
}
