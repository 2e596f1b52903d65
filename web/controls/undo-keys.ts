/** Ctrl+Z or ⌘Z undoes; with Shift, or as Ctrl+Y, it redoes. In a field for text the keys are the field's own. */
const TEXT_FIELD =
  'textarea, [contenteditable], input:not([type="range"], [type="radio"], [type="checkbox"], [type="button"])'

export function undoKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  const { ctrlKey, metaKey, altKey, shiftKey, target } = event
  if (event.defaultPrevented || altKey || ctrlKey === metaKey) return null
  if (target instanceof Element && target.closest(TEXT_FIELD)) return null
  const key = event.key.toLowerCase()
  if (key === 'z') return shiftKey ? 'redo' : 'undo'
  return key === 'y' && ctrlKey && !shiftKey ? 'redo' : null
}
