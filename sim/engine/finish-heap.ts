/**
 * A binary heap of (key, id) from which any id can be removed. At equal keys the lower id is first.
 * Each id is in it at most once; ids are 0 … `ids` − 1.
 */
export class FinishHeap {
  size = 0
  /** heap slot → key, heap slot → id, id → heap slot (−1: not in the heap). */
  private readonly keys: Float64Array
  private readonly ids: Int32Array
  private readonly slots: Int32Array

  constructor(ids: number) {
    this.keys = new Float64Array(ids)
    this.ids = new Int32Array(ids)
    this.slots = new Int32Array(ids).fill(-1)
  }

  /** Lowest key; only when `size` > 0. */
  get firstKey(): number {
    return this.keys[0]
  }

  /** Id with the lowest key; only when `size` > 0. */
  get firstId(): number {
    return this.ids[0]
  }

  keyOf(id: number): number {
    return this.keys[this.slots[id]]
  }

  insert(id: number, key: number): void {
    this.siftUp(this.size++, id, key)
  }

  remove(id: number): void {
    const { keys, ids, slots } = this
    const slot = slots[id]
    const last = --this.size
    slots[id] = -1
    if (slot === last) return
    const movedId = ids[last]
    const movedKey = keys[last]
    const parent = (slot - 1) >> 1
    if (slot > 0 && isBefore(movedKey, movedId, keys[parent], ids[parent])) this.siftUp(slot, movedId, movedKey)
    else this.siftDown(slot, movedId, movedKey)
  }

  private siftUp(from: number, id: number, key: number): void {
    const { keys, ids, slots } = this
    let slot = from
    while (slot > 0) {
      const parent = (slot - 1) >> 1
      if (!isBefore(key, id, keys[parent], ids[parent])) break
      keys[slot] = keys[parent]
      ids[slot] = ids[parent]
      slots[ids[slot]] = slot
      slot = parent
    }
    keys[slot] = key
    ids[slot] = id
    slots[id] = slot
  }

  private siftDown(from: number, id: number, key: number): void {
    const { keys, ids, slots, size } = this
    let slot = from
    for (;;) {
      let child = 2 * slot + 1
      if (child >= size) break
      const right = child + 1
      if (right < size && isBefore(keys[right], ids[right], keys[child], ids[child])) child = right
      if (!isBefore(keys[child], ids[child], key, id)) break
      keys[slot] = keys[child]
      ids[slot] = ids[child]
      slots[ids[slot]] = slot
      slot = child
    }
    keys[slot] = key
    ids[slot] = id
    slots[id] = slot
  }
}

function isBefore(key: number, id: number, otherKey: number, otherId: number): boolean {
  return key < otherKey || (key === otherKey && id < otherId)
}
