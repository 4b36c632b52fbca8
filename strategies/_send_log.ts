/**
 * What a client has sent, in memory that it shares with the loop: datagrams are numbered in the
 * order in which they are sent, one at a time, and the log says which task each of them carried, so
 * that the loop can name those that never came.
 *
 * The log is a ring with a slot for each task that may be outstanding. A slot is used again only a
 * whole ring later, and by then its number has been settled on the loop: those that have not are of
 * as many different tasks, since a task comes again only after it has run or was dropped.
 *
 * @module
 */

// On cache lines of their own (16 × 4 bytes), as the counters of a task ring.
const BEGUN = 0;
const ENDED = 16;
const FAILED = 32;
const SLOTS = 48;

/** A client's and the loop's operations on a shared log. Numbers are whole and run over at 2³¹. */
export interface SendLog {
  /** Give this to the other thread's {@link attachSendLog}. */
  readonly buffer: SharedArrayBuffer;
  /**
   * Takes note of a datagram that is about to be sent; the one before it must have ended.
   *
   * @param task What it carries.
   * @returns Its number.
   */
  begin(task: number): number;
  /** Takes note that the datagram begun last has left, or failed to. */
  end(result: "sent" | "failed"): void;
  /** How many were begun: the number of the next. */
  begun(): number;
  /** How many have left or failed: all lower numbers have arrived, wait to be read, or are lost. */
  ended(): number;
  /** Which task the datagram of a number carries; defined until the number is settled. */
  taskOf(number: number): number;
  /** Resolves when one has failed since the last time, or the log is closed. */
  whenFailed(): Promise<void>;
  /** Releases whoever waits for failures, for good. */
  close(): void;
}

/**
 * Makes a log.
 *
 * @param capacity Most tasks that can be outstanding at once.
 * @returns The log, with nothing sent.
 */
export function createSendLog(capacity: number): SendLog {
  const slots = 2 ** Math.ceil(Math.log2(Math.max(2, capacity)));
  return attachSendLog(new SharedArrayBuffer((SLOTS + slots) * Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Opens a log that another thread made.
 *
 * @param buffer The log's memory.
 * @returns The log.
 */
export function attachSendLog(buffer: SharedArrayBuffer): SendLog {
  const memory = new Int32Array(buffer);
  const mask = memory.length - SLOTS - 1;
  let failuresSeen = 0;
  let isClosed = false;
  return {
    buffer,
    begin(task) {
      const number = memory[BEGUN];
      Atomics.store(memory, SLOTS + (number & mask), task);
      Atomics.store(memory, BEGUN, number + 1);
      return number;
    },
    end(result) {
      Atomics.add(memory, ENDED, 1);
      if (result === "sent") return;
      Atomics.add(memory, FAILED, 1);
      Atomics.notify(memory, FAILED);
    },
    begun: () => Atomics.load(memory, BEGUN),
    ended: () => Atomics.load(memory, ENDED),
    taskOf: (number) => Atomics.load(memory, SLOTS + (number & mask)),
    async whenFailed() {
      if (isClosed) return;
      const wait = Atomics.waitAsync(memory, FAILED, failuresSeen);
      if (wait.async) await wait.value;
      failuresSeen = Atomics.load(memory, FAILED);
    },
    close() {
      isClosed = true;
      Atomics.notify(memory, FAILED);
    },
  };
}
