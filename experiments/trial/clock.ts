/**
 * The only module that reads the clock. All others receive a {@link Clock}.
 *
 * Each thread of a runtime counts from an origin of its own, so threads that stamp into the same
 * columns first find out how far their clocks are apart: one thread asks, the other answers with its
 * time, both spinning on shared memory, and the quickest of many rounds bounds the error (Cristian's
 * algorithm, 1989). Wall-clock origins are not used: they may step, and their resolution is poor.
 *
 * @module
 */

/** Reads the time since an epoch that all threads of a trial share. */
export interface Clock {
  /** Milliseconds since the epoch; negative before it. Resolution about 0.1 µs. */
  now(): number;
}

/** How two threads' clocks relate. */
export interface Alignment {
  /** What to add to this thread's local time to get the other thread's, in ms. */
  readonly offsetMs: number;
  /** Bound of the offset's error, in ms: half of the quickest round trip. */
  readonly errorMs: number;
}

/**
 * This thread's own time, only good for choosing an epoch and for {@link alignClock}.
 *
 * @returns Milliseconds since the thread's origin.
 */
export function localTimeMs(): number {
  return performance.now();
}

/**
 * Makes a clock.
 *
 * @param epochMs The epoch in this thread's local time, in ms.
 * @returns The clock.
 */
export function createClock(epochMs: number): Clock {
  return { now: () => performance.now() - epochMs };
}

/**
 * The smallest difference between two readings of the clock that is not zero.
 *
 * @returns The step, in whole ns.
 */
export function clockResolutionNs(): number {
  let smallestMs = Infinity;
  let beforeMs = localTimeMs();
  for (let reading = 0; reading < 20_000; reading++) {
    const nowMs = localTimeMs();
    if (nowMs > beforeMs) smallestMs = Math.min(smallestMs, nowMs - beforeMs);
    beforeMs = nowMs;
  }
  return Math.round(smallestMs * 1e6);
}

/**
 * What one reading of the clock costs, on average over many.
 *
 * @returns The cost, in ns.
 */
export function clockCostNs(): number {
  const readings = 200_000;
  const beganMs = localTimeMs();
  for (let reading = 0; reading < readings; reading++) localTimeMs();
  return (localTimeMs() - beganMs) / readings * 1e6;
}

/**
 * Processor time that the calling thread has used, in steps of the kernel's
 * accounting (10 ms here).
 *
 * @returns User and system time together, in ms.
 */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const ROUND = 0;
const ROUNDS = 200;
const PATIENCE_MS = 40;
const END = -1;

/**
 * Makes the memory in which two threads align.
 *
 * @returns Give it to the other thread's {@link answerAlignment}.
 */
export function createAlignmentBuffer(): SharedArrayBuffer {
  return new SharedArrayBuffer(16);
}

/**
 * Asks another thread, which is in or about to enter {@link answerAlignment}, for its time. Holds
 * the calling thread for about a millisecond.
 *
 * @param buffer The shared memory.
 * @returns How the clocks relate.
 * @throws {Error} If the other thread does not answer within five seconds.
 */
export function alignClock(buffer: SharedArrayBuffer): Alignment {
  const control = new Int32Array(buffer, 0, 1);
  const answer = new Float64Array(buffer, 8, 1);
  let best: Alignment = { offsetMs: NaN, errorMs: Infinity };
  const beganMs = localTimeMs();
  for (let round = 1; round <= ROUNDS; round++) {
    const askedMs = localTimeMs();
    Atomics.store(control, ROUND, 2 * round - 1);
    let answeredMs = askedMs;
    while (Atomics.load(control, ROUND) !== 2 * round) {
      answeredMs = localTimeMs();
      if (answeredMs - askedMs > 5000) throw new Error("the other thread did not answer in 5 s");
    }
    answeredMs = localTimeMs();
    const errorMs = (answeredMs - askedMs) / 2;
    if (errorMs < best.errorMs) best = { offsetMs: answer[0] - askedMs - errorMs, errorMs };
    // The first round waits for the other thread to come; only later ones count against patience.
    if (round > 20 && answeredMs - beganMs > PATIENCE_MS) break;
  }
  Atomics.store(control, ROUND, END);
  return best;
}

/**
 * Answers {@link alignClock} until it is satisfied.
 *
 * @param buffer The shared memory.
 */
export function answerAlignment(buffer: SharedArrayBuffer): void {
  const control = new Int32Array(buffer, 0, 1);
  const answer = new Float64Array(buffer, 8, 1);
  for (let expected = 1;;) {
    const round = Atomics.load(control, ROUND);
    if (round === END) return;
    if (round !== expected) continue;
    answer[0] = localTimeMs();
    Atomics.store(control, ROUND, round + 1);
    expected += 2;
  }
}
