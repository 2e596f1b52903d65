import type { Phrase } from '../text/phrase.ts'

/** A finding as text; the names of the lanes in it carry their colours. The site is built with it, too. */
export function Phrases({ phrases }: { phrases: readonly Phrase[] }) {
  return joined(phrases).map(({ text, lane }, at) =>
    lane === undefined ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: phrases have no identity but their place.
      <span key={at} className="names-lane" data-lane={lane + 1}>
        {text}
      </span>
    ),
  )
}

/** What stands between two names is one text, as it is in a page that was sent: the same words are the same nodes. */
function joined(phrases: readonly Phrase[]): Phrase[] {
  const parts: Phrase[] = []
  for (const { text, lane } of phrases) {
    const before = parts.at(-1)
    if (lane !== undefined) parts.push({ text, lane })
    else if (before && before.lane === undefined) before.text += text
    else parts.push({ text })
  }
  return parts
}
