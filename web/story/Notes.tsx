import * as texts from '#text/notes.ts'
import { Marked } from '../text/Marked.tsx'

/** What the page is honest about: what Flask does today, and what the model leaves out. */
export function Notes() {
  return (
    <div className="columns">
      <section>
        <h2>{texts.aboutTitle}</h2>
        {texts.about.map(text => (
          <p key={text}>
            <Marked text={text} />
          </p>
        ))}
      </section>
      <section>
        <h2>{texts.notModelledTitle}</h2>
        <ul>
          {texts.notModelled.map(text => (
            <li key={text}>
              <Marked text={text} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
