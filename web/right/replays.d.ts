declare module 'virtual:replays' {
  /** Every recording, replayed when the site was built. */
  export const REPLAYS: readonly import('./replay.ts').Replay[]
}
