/** Range checks shared by this folder, so that every refusal reads the same. */

/** Throws unless the value is a finite number above the bound. */
export function requireAbove(what: string, name: string, value: number, bound = 0): void {
  if (Number.isFinite(value) && value > bound) return;
  throw new RangeError(`Cannot plan ${what}: '${name}' must be above ${bound}, got ${value}`);
}

/** Throws unless the value is a finite number of at least the bound. */
export function requireAtLeast(what: string, name: string, value: number, bound = 0): void {
  if (Number.isFinite(value) && value >= bound) return;
  throw new RangeError(`Cannot plan ${what}: '${name}' must be at least ${bound}, got ${value}`);
}

/** Throws unless the value is a number of at most the bound. */
export function requireAtMost(what: string, name: string, value: number, bound: number): void {
  if (value <= bound) return;
  throw new RangeError(`Cannot plan ${what}: '${name}' must be at most ${bound}, got ${value}`);
}

/** Throws unless the value is a whole number of at least the bound. */
export function requireWhole(what: string, name: string, value: number, bound: number): void {
  if (Number.isSafeInteger(value) && value >= bound) return;
  throw new RangeError(
    `Cannot plan ${what}: '${name}' must be a whole number of at least ${bound}, got ${value}`,
  );
}
