import { useId, useMemo } from 'react'
import * as texts from '#text/across.ts'
import { isLoad } from '../../sim/experiment/points.ts'
import { axesOf, type SweepAxis } from '../state/sweep-cells.ts'
import { actions, usePage } from '../state/the-page.ts'
import { usePageLater } from '../state/use-page-later.ts'
import { wordsOf } from '../text/parameters.ts'

/** What the charts go across: cores, load, or any other number that changes something. */
export function AxisChoice() {
  const id = useId()
  const page = usePageLater()
  const settings = usePage(state => state.sweep.settings)
  const others = useMemo(() => axesOf(page).filter(({ path }) => path !== 'machine.cores' && !isLoad(path)), [page])
  const { axis } = settings
  const take = (next: SweepAxis) => actions.setSweep({ ...settings, axis: next })
  const isOther = axis !== 'machine.cores' && axis !== 'load'
  return (
    <fieldset className="axis-choice">
      <legend className="visually-hidden">{texts.acrossChoice}</legend>
      {(['machine.cores', 'load'] as const).map(path => (
        <label key={path}>
          <input type="radio" name={id} checked={axis === path} onChange={() => take(path)} />
          {path === 'load' ? texts.load : texts.cores}
        </label>
      ))}
      <select
        aria-label={texts.acrossAnother}
        value={isOther ? axis : ''}
        data-chosen={isOther}
        onChange={event => take(event.currentTarget.value as SweepAxis)}
      >
        <option value="" disabled>
          {texts.anotherSetting}
        </option>
        {others.map(other => (
          <option key={other.path} value={other.path}>
            {wordsOf(other).label}
          </option>
        ))}
      </select>
    </fieldset>
  )
}
