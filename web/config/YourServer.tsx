import { useState } from 'react'
import * as texts from '#text/config.ts'
import { lanesOf } from '../state/lanes.ts'
import { laneTitles } from '../story/lane-name.ts'
import { Later } from '../style/Later.tsx'
import { Masthead } from '../style/Masthead.tsx'
import { ThemeToggle } from '../style/ThemeToggle.tsx'
import { TakeHome } from './TakeHome.tsx'
import { UseMine } from './UseMine.tsx'
import { UseTraffic } from './UseTraffic.tsx'
import { playgroundOf, usePageState } from './use-page-state.ts'

/** From real configuration to a lane, and from a lane to real configuration. */
export function YourServer() {
  const state = usePageState()
  const lanes = lanesOf(state)
  const titles = laneTitles(lanes, state.story)
  const [chosen, choose] = useState(lanes.at(-1)!.lane.id)
  const at = Math.max(
    0,
    lanes.findIndex(({ lane }) => lane.id === chosen),
  )
  const { lane, scenario } = lanes[at]!
  return (
    <>
      <Masthead at="yours" hrefs={{ playground: playgroundOf(state) }} end={<ThemeToggle />} />
      <main className="yours">
        <h1>{texts.title}</h1>
        <p className="lead">{texts.lead}</p>
        <fieldset className="choices">
          <legend>{texts.whichLane}</legend>
          {lanes.map(({ lane }, index) => (
            <label key={lane.id} data-lane={index + 1}>
              <input type="radio" name="lane" checked={index === at} onChange={() => choose(lane.id)} />
              <b>{titles[index]}</b>
            </label>
          ))}
        </fieldset>
        <UseMine state={state} lane={lane.id} title={titles[at]!} scenario={scenario} />
        <Later>
          <UseTraffic state={state} scenario={scenario} />
        </Later>
        <Later>
          <TakeHome scenario={scenario} title={titles[at]!} />
        </Later>
      </main>
    </>
  )
}
