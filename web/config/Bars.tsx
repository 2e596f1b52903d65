interface Props {
  title: string
  /** What a bar is, and the highest one: what a reader who does not see them needs. */
  about: string
  values: readonly number[]
}

const HEIGHT = 80

/** Bars side by side, from nothing to the highest. */
export function Bars({ title, about, values }: Props) {
  const top = Math.max(...values, Number.MIN_VALUE)
  const bars = values.map((value, at) => `M${at} ${HEIGHT}V${(HEIGHT * (1 - value / top)).toFixed(1)}h.8V${HEIGHT}z`)
  return (
    <figure>
      <figcaption>
        <b>{title}</b>
        <span>{about}</span>
      </figcaption>
      <svg viewBox={`0 0 ${values.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path d={bars.join('')} />
      </svg>
    </figure>
  )
}
