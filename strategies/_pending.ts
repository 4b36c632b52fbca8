/**
 * Counts callbacks that the loop still owes, so that closing can wait for them. Cheaper than
 * keeping every handle for a cancellation: one addition a task.
 *
 * @module
 */

/** Callbacks asked of the loop and not yet come. */
export interface Pending {
  /** A callback was asked for. */
  add(): void;
  /** A callback came. Says whether it may still run its task: false once closed. */
  settle(): boolean;
  /** Forbids the rest to run and resolves when the last has come. */
  close(): Promise<void>;
}

/**
 * Starts counting.
 *
 * @returns A counter at zero.
 */
export function createPending(): Pending {
  let count = 0;
  let whenNone: (() => void) | null = null;
  return {
    add() {
      count++;
    },
    settle() {
      count--;
      if (whenNone === null) return true;
      if (count === 0) whenNone();
      return false;
    },
    close: () =>
      new Promise((resolve) => {
        whenNone = resolve;
        if (count === 0) resolve();
      }),
  };
}
