/** Guards for the arguments of formulas. A formula fed with nonsense must say so; it must not return a plausible number. */

/** @throws RangeError naming the argument, its value and what is allowed, unless every value is a number ≥ 0 (∞ included). */
export function requireNonNegative(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(value >= 0)) throw new RangeError(`${name} is ${value}, but must be 0 or more`)
  }
}

/** @throws RangeError naming the argument, its value and what is allowed, unless every value is an integer ≥ `min`. */
export function requireCount(values: Readonly<Record<string, number>>, min: number): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isInteger(value) || value < min) {
      throw new RangeError(`${name} is ${value}, but must be a whole number of ${min} or more`)
    }
  }
}
