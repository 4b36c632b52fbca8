/**
 * A place where the producer's thread waits until there is room for its next task. The loop's thread
 * opens the door whenever it has made room, and closes it for good in the end.
 *
 * @module
 */

const OPEN = 0;
const AWAITED = 1;
const CLOSED = 2;

/** A door between two threads; blank memory is an open one. */
export interface Door {
  /**
   * Blocks the calling thread until there is room or the door is closed.
   *
   * @param hasRoom Whether there is room now.
   * @returns Why it returns.
   */
  pass(hasRoom: () => boolean): "room" | "closed";
  /** Lets a waiting thread look again, after room was made; costs one load if none waits. */
  open(): void;
  /** Releases a waiting thread, and every later one, for good. */
  close(): void;
}

/**
 * Attaches to a door.
 *
 * @param buffer Memory that holds it.
 * @param byteOffset Where; it takes four bytes.
 * @returns The door.
 */
export function attachDoor(buffer: SharedArrayBuffer, byteOffset: number): Door {
  const cell = new Int32Array(buffer, byteOffset, 1);
  return {
    pass(hasRoom) {
      while (Atomics.compareExchange(cell, 0, OPEN, AWAITED) !== CLOSED) {
        // Room made before the exchange is seen here; room made after it changes the cell, and the
        // wait returns at once.
        if (hasRoom()) return "room";
        Atomics.wait(cell, 0, AWAITED);
      }
      return "closed";
    },
    open() {
      // Only a waiting thread is worth a system call.
      if (Atomics.load(cell, 0) !== AWAITED) return;
      Atomics.store(cell, 0, OPEN);
      Atomics.notify(cell, 0);
    },
    close() {
      Atomics.store(cell, 0, CLOSED);
      Atomics.notify(cell, 0);
    },
  };
}
