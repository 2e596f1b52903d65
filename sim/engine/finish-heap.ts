/**
 * A binary heap of (key, id) from which any id can be removed. At equal keys the lower id is first.
 * Each id is in it at most once; ids are 0 … `ids` − 1.
 *
 * Whoever is first usually leaves just before another comes: then the newcomer sinks from the top, and nothing else
 * moves. So the top stays empty until somebody comes, or `settle` is called.
 */
export class FinishHeap {
  private size = 0
  /** The one at the top has left, and nobody has taken its place yet. */
  private isTopEmpty = false
  /** heap slot → key, heap slot → id. */
  private readonly keys: Float64Array
  private readonly ids: Int32Array

  constructor(ids: number) {
    this.keys = new Float64Array(ids)
    this.ids = new Int32Array(ids)
  }

  /** Lowest key; only when settled and not empty. */
  get firstKey(): number {
    return this.keys[0]
  }

  /** Id with the lowest key; only when settled and not empty. */
  get firstId(): number {
    return this.ids[0]
  }

  /** The key of an id that is in the heap. */
  keyOf(id: number): number {
    return this.keys[this.ids.indexOf(id)]
  }

  insert(id: number, key: number): void {
    const slot = this.isTopEmpty ? 0 : this.size++
    this.keys[slot] = key
    this.ids[slot] = id
    if (!this.isTopEmpty) this.siftUp(slot)
    else if (this.size > 1) this.siftDown(0)
    this.isTopEmpty = false
  }

  /** Removes an id that is in the heap. */
  remove(id: number): void {
    if (this.ids[0] === id && !this.isTopEmpty) this.isTopEmpty = true
    else this.removeBelow(id)
  }

  /** Fills the top if it is empty. */
  settle(): void {
    if (!this.isTopEmpty) return
    this.isTopEmpty = false
    const last = --this.size
    if (last > 0) this.moveInto(0, last)
  }

  /** A search through all is good enough: it is for interrupted turns and for kills. */
  private removeBelow(id: number): void {
    this.settle()
    const slot = this.ids.indexOf(id)
    const last = --this.size
    if (slot !== last) this.moveInto(slot, last)
  }

  /** Fills a slot from another one, and lets what is there now rise or sink to its place. */
  private moveInto(slot: number, from: number): void {
    this.keys[slot] = this.keys[from]
    this.ids[slot] = this.ids[from]
    this.siftUp(slot)
    this.siftDown(slot)
  }

  /**
   * What is in the slot rises to its place. The key is in the column already: as an argument it would be put in a box
   * on the heap whenever V8 does not inline the call.
   */
  private siftUp(from: number): void {
    const { keys, ids } = this
    const key = keys[from]
    const id = ids[from]
    let slot = from
    while (slot > 0) {
      const parent = (slot - 1) >> 1
      if (!isBefore(key, id, keys[parent], ids[parent])) break
      keys[slot] = keys[parent]
      ids[slot] = ids[parent]
      slot = parent
    }
    keys[slot] = key
    ids[slot] = id
  }

  private siftDown(from: number): void {
    const { keys, ids, size } = this
    const key = keys[from]
    const id = ids[from]
    let slot = from
    for (;;) {
      let child = 2 * slot + 1
      if (child >= size) break
      const right = child + 1
      if (right < size && isBefore(keys[right], ids[right], keys[child], ids[child])) child = right
      if (!isBefore(keys[child], ids[child], key, id)) break
      keys[slot] = keys[child]
      ids[slot] = ids[child]
      slot = child
    }
    keys[slot] = key
    ids[slot] = id
  }
}

function isBefore(key: number, id: number, otherKey: number, otherId: number): boolean {
  return key < otherKey || (key === otherKey && id < otherId)
}
