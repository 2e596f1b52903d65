/** How much of a run the page asks its workers for. */

/** Sending stops here, and the page says so: more would take longer than anybody slides. */
export const MOST_REQUESTS = 1_000_000

/** The stage shows so many requests one by one, and what comes after them in numbers only. */
export const MOST_ROWS = 50_000
