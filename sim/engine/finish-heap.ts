/**
 * A binary heap of (key, id) from which any id can be removed. At equal keys the lower id is first.
 * Each id is in it at most once; ids are 0 … `ids` − 1.
 *
 * Whoever is first usually leaves just before another comes: then the newcomer sinks from the top, and nothing else
 * moves. So the top stays empty until somebody comes, or `settle` is called.
 *
 * Functions here are given slots and read keys from the column: as an argument a key would be put in a box on the heap
 * whenever V8 does not inline the call.
 */
export class FinishHeap {
  private size = 0
  /** The one at the top has left, and nobody has taken its place yet. */
  private isTopEmpty = false
  /** heap slot → key, heap slot → id. The last slot is for the newcomer. */
  private readonly keys: Float64Array
  private readonly ids: Int32Array
  private readonly newcomer: number

  constructor(ids: number) {
    this.keys = new Float64Array(ids + 1)
    this.ids = new Int32Array(ids + 1)
    this.newcomer = ids
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

  /** The key that is inserted next. So short that V8 inlines it always. */
  at(key: number): this {
    this.keys[this.newcomer] = key
    return this
  }

  insert(id: number): void {
    const { newcomer } = this
    this.ids[newcomer] = id
    if (this.isTopEmpty) this.sink(0, newcomer)
    else this.rise(this.size++, newcomer)
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
    if (last > 0) this.sink(0, last)
  }

  /** A search through all is good enough: it is for interrupted turns and for kills. */
  private removeBelow(id: number): void {
    this.settle()
    const slot = this.ids.indexOf(id)
    const last = --this.size
    if (slot === last) return
    if (slot > 0 && this.isBefore(last, (slot - 1) >> 1)) this.rise(slot, last)
    else this.sink(slot, last)
  }

  /** What is in slot `from` goes into another one, or as far above as its key takes it. */
  private rise(into: number, from: number): void {
    let slot = into
    while (slot > 0) {
      const parent = (slot - 1) >> 1
      if (!this.isBefore(from, parent)) break
      this.move(slot, parent)
      slot = parent
    }
    this.move(slot, from)
  }

  /** What is in slot `from` goes into another one, or as far below. */
  private sink(into: number, from: number): void {
    const { size } = this
    let slot = into
    for (;;) {
      let child = 2 * slot + 1
      if (child >= size) break
      if (child + 1 < size && this.isBefore(child + 1, child)) child++
      if (!this.isBefore(child, from)) break
      this.move(slot, child)
      slot = child
    }
    this.move(slot, from)
  }

  private move(slot: number, from: number): void {
    this.keys[slot] = this.keys[from]
    this.ids[slot] = this.ids[from]
  }

  private isBefore(slot: number, other: number): boolean {
    const { keys, ids } = this
    return keys[slot] < keys[other] || (keys[slot] === keys[other] && ids[slot] < ids[other])
  }
}
