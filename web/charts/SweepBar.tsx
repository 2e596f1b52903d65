import { useId, useMemo, useState } from 'react'
import { sweep as texts } from '#text/across.ts'
import { EntryField } from '../controls/EntryField.tsx'
import type { SweepStatus } from '../state/sweep.ts'
import { MOST_REPLICATIONS, parameterOf, parsePoints, pointsOf, type SweepSettings } from '../state/sweep-cells.ts'
import { actions, usePage } from '../state/the-page.ts'
import { usePageLater } from '../state/use-page-later.ts'
import { wordsOf } from '../text/parameters.ts'

/** What is swept, how far it has come, and a way to end it. */
export function SweepBar() {
  const id = useId()
  const { settings, status, message, settled, total } = usePage(state => state.sweep)
  const page = usePageLater()
  const parameter = parameterOf(page, settings.axis)
  const points = useMemo(() => (parameter ? pointsOf(page, settings, parameter) : []), [page, settings, parameter])
  const [refusal, setRefusal] = useState<string | null>(null)
  const take = (change: Partial<SweepSettings>) => {
    setRefusal(null)
    actions.setSweep({ ...settings, ...change })
  }
  const enterPoints = (text: string) => {
    if (!parameter) return
    const { [parameter.path]: _, ...own } = settings.own
    // An empty field asks for the usual values again.
    if (text.trim() === '') return take({ own })
    const read = parsePoints(parameter, text)
    if (read.ok) take({ own: { ...own, [parameter.path]: read.values } })
    else setRefusal(read.message)
  }
  const enterReplications = (text: string) => {
    const replications = Number(text)
    if (/^\d{1,3}$/.test(text.trim()) && replications >= 1 && replications <= MOST_REPLICATIONS) take({ replications })
    else setRefusal(texts.notReplications({ text: text.slice(0, 20), most: MOST_REPLICATIONS }))
  }
  const label = parameter ? wordsOf(parameter).label : ''
  const toCome: Partial<Record<SweepStatus, string>> = {
    waiting: texts.whenSeen,
    soon: texts.soon,
    running: texts.progress({ done: settled, total }),
  }
  return (
    <div className="sweep-bar">
      {parameter && (
        <EntryRow
          key={parameter.path}
          label={parameter.unit ? texts.withUnit({ label, unit: parameter.unit }) : label}
          text={points.join(', ')}
          describedBy={id}
          invalid={refusal !== null}
          onEnter={enterPoints}
        />
      )}
      <EntryRow
        label={texts.replications}
        text={String(settings.replications)}
        describedBy={id}
        invalid={refusal !== null}
        onEnter={enterReplications}
      />
      <div className="progress">
        {(status === 'running' || status === 'soon') && (
          <progress max={Math.max(1, total)} value={status === 'running' ? settled : 0} aria-label={texts.computed} />
        )}
        {toCome[status] && (
          <>
            <span>{toCome[status]}</span>
            <button type="button" onClick={actions.cancelSweep}>
              {texts.cancel}
            </button>
          </>
        )}
        {status === 'cancelled' && <span>{texts.cancelled}</span>}
        {status === 'failed' && <span className="refusal">{message}</span>}
        {(status === 'cancelled' || status === 'failed') && (
          <button type="button" onClick={actions.restartSweep}>
            {texts.again}
          </button>
        )}
      </div>
      <p id={id} className="refusal" role="alert">
        {refusal}
      </p>
    </div>
  )
}

interface EntryRowProps {
  label: string
  text: string
  describedBy: string
  invalid: boolean
  onEnter: (text: string) => void
}

function EntryRow({ label, ...field }: EntryRowProps) {
  return (
    <span className="entry-row">
      <span aria-hidden="true">{label}</span>
      <EntryField {...field} name={label} unit="" />
    </span>
  )
}
