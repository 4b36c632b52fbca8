const FIRST_ROOM = 16;

/** Values by the time at which they are due, the earliest first; grows with what it holds. */
export class TimedHeap {
  #times = new Float64Array(FIRST_ROOM);
  #values = new Float64Array(FIRST_ROOM);
  #size = 0;

  /** How many values it holds. */
  get size(): number {
    return this.#size;
  }

  /** The earliest time; Infinity if it is empty. */
  get leastTime(): number {
    return this.#size === 0 ? Infinity : this.#times[0];
  }

  /** Puts a value in. */
  push(time: number, value: number): void {
    if (this.#size === this.#times.length) {
      this.#times = doubled(this.#times);
      this.#values = doubled(this.#values);
    }
    const times = this.#times;
    const values = this.#values;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (times[parent] <= time) break;
      times[at] = times[parent];
      values[at] = values[parent];
      at = parent;
    }
    times[at] = time;
    values[at] = value;
  }

  /** Takes the value with the earliest time out; there must be one. */
  pop(): number {
    const times = this.#times;
    const values = this.#values;
    const least = values[0];
    const size = --this.#size;
    const time = times[size];
    const value = values[size];
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && times[child + 1] < times[child]) child++;
      if (times[child] >= time) break;
      times[at] = times[child];
      values[at] = values[child];
      at = child;
    }
    times[at] = time;
    values[at] = value;
    return least;
  }
}

function doubled(values: Float64Array): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(values.length * 2);
  copy.set(values);
  return copy;
}
