/** Task numbers in a row, with access to both ends; every operation takes constant time. */
export interface Deque {
  /** Appends a task. */
  push(task: number): void;
  /** The task at the front, appended before all others; only if there is one. */
  oldest(): number;
  /** Takes the oldest task, or -1 if there is none. */
  shift(): number;
  /** Takes the newest task, or -1 if there is none. */
  pop(): number;
  /** How many tasks are in it. */
  size(): number;
}

/**
 * Makes a deque.
 *
 * @param capacity Most tasks in it at once; more would overwrite the oldest.
 * @returns The deque.
 */
export function createDeque(capacity: number): Deque {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, capacity))));
  const mask = slots.length - 1;
  let head = 0;
  let size = 0;
  return {
    push(task) {
      slots[head + size++ & mask] = task;
    },
    oldest: () => slots[head],
    shift() {
      if (size === 0) return -1;
      const task = slots[head];
      head = head + 1 & mask;
      size--;
      return task;
    },
    pop: () => size === 0 ? -1 : slots[head + --size & mask],
    size: () => size,
  };
}
