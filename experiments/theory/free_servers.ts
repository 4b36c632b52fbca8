/**
 * When each of several servers is free, as a heap with the earliest in front.
 *
 * @module
 */

/**
 * Puts a value in the place of a heap's least one, its first, and restores the heap, in O(log n).
 *
 * @param heap The heap, of at least one value; changed.
 * @param value The new value.
 */
export function replaceLeast(heap: Float64Array, value: number): void {
  const { length } = heap;
  let at = 0;
  for (let child = 1; child < length; child = 2 * at + 1) {
    if (child + 1 < length && heap[child + 1] < heap[child]) child++;
    if (heap[child] >= value) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = value;
}
