import type { SendLog } from "./_send_log.ts";

/** Keeps account of numbered datagrams where they arrive. */
export interface Arrivals {
  /**
   * Settles a datagram that has arrived, and gives up those sent before it that have not.
   *
   * @param number Its number.
   * @param task What it says it carries.
   * @returns Whether it is the first and not given up, so that its task may run.
   */
  accept(number: number, task: number): boolean;
  /**
   * Gives up those that have not arrived.
   *
   * @param end The first number that is not given up.
   */
  giveUp(end: number): void;
  /** Whether some were begun that have neither arrived nor been given up. */
  areMissing(): boolean;
}

/**
 * Makes an account, beginning with the next datagram that is sent. Loopback keeps the order of datagrams, so one that is passed by is given up at
 * once; should it come after all, it is turned away as a second copy would be.
 *
 * @param log What was sent.
 * @param lose Called with each task that is given up, in order.
 * @returns The account.
 */
export function createArrivals(log: SendLog, lose: (task: number) => void): Arrivals {
  // All below have arrived or were given up. Differences as integers of 32 bits survive the overrun.
  let expected = log.begun();

  function giveUp(end: number): void {
    while ((end - expected | 0) > 0) {
      const task = log.taskOf(expected);
      expected = expected + 1 | 0;
      lose(task);
    }
  }

  return {
    accept(number, task) {
      const isOverdue = (number - expected | 0) < 0;
      const isForeign = (number - log.begun() | 0) >= 0 || log.taskOf(number) !== task;
      if (isOverdue || isForeign) return false;
      giveUp(number);
      expected = number + 1 | 0;
      return true;
    },
    giveUp,
    areMissing: () => expected !== log.begun(),
  };
}
