/** The rest in a task of its own, so that the page answers in between. */
export function nextTask(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve))
}
