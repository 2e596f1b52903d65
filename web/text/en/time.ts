/** Time: play, pause, step, pace and place. */
import { fixed } from '../format.ts'

export const time = 'Time'
export const stepBack = 'Back to the event before'
export const stepOn = 'On to the next event'
export const play = 'Play'
export const pause = 'Pause'
export const whatHappened = 'What happened here?'
export const speed = 'Speed'
export const instant = 'Instant'
export const playing = 'playing'
export const atSeconds = ({ seconds }: { seconds: number }) => `${fixed(seconds, 2)} seconds`
/** `<now>` is where the time stands, which goes on by itself. */
export const nowOf = ({ end }: { end: string }) => `<now></now> of ${end} s`

/** A speed for a screen reader. */
export const asFastAsLife = 'as fast as life'
export const slower = ({ times }: { times: number }) => `${times} times slower`
export const faster = ({ times }: { times: number }) => `${times} times faster`
