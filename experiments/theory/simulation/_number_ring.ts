const FIRST_ROOM = 16;

/** Numbers, first in, first out; grows with what it holds. */
export class NumberRing {
  // A power of two, so that places wrap by a mask.
  #places = new Float64Array(FIRST_ROOM);
  #first = 0;
  #size = 0;

  /** How many numbers it holds. */
  get size(): number {
    return this.#size;
  }

  /** Puts a number at the end. */
  push(value: number): void {
    if (this.#size === this.#places.length) this.#grow();
    this.#places[(this.#first + this.#size++) & (this.#places.length - 1)] = value;
  }

  /** Takes the first number out; there must be one. */
  shift(): number {
    const value = this.#places[this.#first];
    this.#first = (this.#first + 1) & (this.#places.length - 1);
    this.#size--;
    return value;
  }

  #grow(): void {
    const places = new Float64Array(this.#places.length * 2);
    places.set(this.#places.subarray(this.#first));
    places.set(this.#places.subarray(0, this.#first), this.#places.length - this.#first);
    this.#places = places;
    this.#first = 0;
  }
}
