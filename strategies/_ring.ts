/**
 * A single-producer, single-consumer queue of task numbers in shared memory. Producer and consumer
 * may be on two threads or on one. It is sized for all tasks that will ever be dispatched, so it
 * never refuses one.
 *
 * @module
 */

// The two counters live on cache lines of their own (16 × 4 bytes), or each side's writes would
// evict the other's.
const HEAD = 0;
const TAIL = 16;
const WAITING = 32;
const SLOTS = 48;

/** The consumer's and producer's operations on a shared ring. */
export interface Ring {
  /** Give this to the other thread's {@link attachRing}. */
  readonly buffer: SharedArrayBuffer;
  /** Appends a task. @throws {RangeError} If more tasks are queued than the ring was made for. */
  push(task: number): void;
  /** Takes the oldest task, or -1 if there is none. */
  shift(): number;
  /** How many tasks are queued at this moment. */
  size(): number;
  /** Wakes a consumer that waits in {@link Ring.whenPushed}; costs one load if none does. */
  wake(): void;
  /**
   * Resolves when something is queued, or the ring has ended: in the same turn of the loop if that was
   * so already (`at-once`), or in one of its own.
   */
  whenPushed(): Promise<"at-once" | "woken">;
  /** Releases a waiting consumer for good. */
  end(): void;
}

/**
 * Makes a ring.
 *
 * @param capacity Most tasks that can be queued at once.
 * @returns The ring.
 */
export function createRing(capacity: number): Ring {
  return attachRing(new SharedArrayBuffer(ringBytes(capacity)));
}

/**
 * How much memory a ring takes.
 *
 * @param capacity Most tasks that can be queued at once.
 * @returns Bytes.
 */
export function ringBytes(capacity: number): number {
  const slots = 2 ** Math.ceil(Math.log2(Math.max(2, capacity)));
  return (SLOTS + slots) * Int32Array.BYTES_PER_ELEMENT;
}

/**
 * Opens a ring that another thread made, or one in memory that is still blank.
 *
 * @param buffer The ring's memory.
 * @param byteOffset Where in it the ring begins; it goes on to the end. A multiple of 64, or the
 *   counters would share cache lines with what is before them. @default 0
 * @returns The ring.
 */
export function attachRing(buffer: SharedArrayBuffer, byteOffset = 0): Ring {
  const memory = new Int32Array(buffer, byteOffset);
  const slots = memory.length - SLOTS;
  const mask = slots - 1;
  // Each side looks at the other's counter only when the last look leaves it nothing to do: every look
  // costs a cache line that the other thread is writing to.
  let seenHead = Atomics.load(memory, HEAD);
  let seenTail = Atomics.load(memory, TAIL);
  let ended = false;
  let release: () => void = () => {};
  return {
    buffer,
    push(task) {
      const tail = memory[TAIL];
      if ((tail - seenHead | 0) >= slots) {
        seenHead = Atomics.load(memory, HEAD);
        if ((tail - seenHead | 0) >= slots) throw new RangeError(`ring of ${slots} full`);
      }
      memory[SLOTS + (tail & mask)] = task;
      Atomics.store(memory, TAIL, tail + 1);
    },
    shift() {
      const head = memory[HEAD];
      if ((seenTail - head | 0) <= 0) {
        seenTail = Atomics.load(memory, TAIL);
        if (seenTail === head) return -1;
      }
      const task = memory[SLOTS + (head & mask)];
      Atomics.store(memory, HEAD, head + 1);
      return task;
    },
    // The counters run over after 2³¹ tasks; their difference as an integer of 32 bits stays right.
    size: () => Atomics.load(memory, TAIL) - Atomics.load(memory, HEAD) | 0,
    wake() {
      // The flag spares the producer a system call for every task that finds the consumer awake.
      if (Atomics.load(memory, WAITING) === 1) Atomics.notify(memory, TAIL);
    },
    async whenPushed() {
      const seen = memory[HEAD];
      // Waiting costs more than looking, even if it is over at once.
      if (ended || Atomics.load(memory, TAIL) !== seen) return "at-once";
      Atomics.store(memory, WAITING, 1);
      // A push between the store and the wait changes TAIL, so the wait returns at once.
      const wait = Atomics.waitAsync(memory, TAIL, seen);
      if (wait.async) {
        await new Promise<unknown>((resolve) => {
          release = () => resolve(null);
          wait.value.then(resolve);
        });
      }
      Atomics.store(memory, WAITING, 0);
      return wait.async ? "woken" : "at-once";
    },
    end() {
      ended = true;
      Atomics.notify(memory, TAIL);
      // A loop with nothing else to do does not stay for the notification.
      release();
    },
  };
}
