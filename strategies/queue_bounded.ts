import { concurrency } from "./_concurrency.ts";
import { attachDoor, type Door } from "./_door.ts";
import { choice, type ChoiceParameter, type NumberParameter } from "./parameters.ts";
import { openPump, type Policy } from "./_pump.ts";
import { attachRing, type Ring, ringBytes } from "./_ring.ts";
import { defineStrategy, type Host, type Strategy } from "./strategy.ts";

const OVERFLOWS = ["block", "reject", "drop-oldest"] as const;

type Overflow = typeof OVERFLOWS[number];

/**
 * A queue with so many places and no more, and three ways to treat the task that finds none. The ring's
 * two counters are the count, so the bound is exact on whichever thread the producer is.
 */
export const queueBounded: Strategy<{
  readonly capacity: NumberParameter;
  readonly overflow: ChoiceParameter<Overflow>;
  readonly concurrency: NumberParameter;
}> = defineStrategy({
  name: "queue-bounded",
  family: "queue",
  summary: "a notified queue of bounded length that blocks, refuses or sheds when it is full",
  placements: ["inside", "outside"],
  order: "fifo",
  parameters: {
    capacity: {
      kind: "number",
      default: 100,
      min: 1,
      max: 1e9,
      integer: true,
      about: "most tasks that wait; those in progress do not count",
    },
    overflow: choice(
      OVERFLOWS,
      "when full: block who dispatches, reject the new task, or drop the one that waits longest",
    ),
    concurrency,
  },
  discipline: ({ capacity, overflow, concurrency }) => ({
    kind: "work-conserving",
    concurrency,
    room: { capacity, overflow },
  }),
  open(host, { capacity, overflow, concurrency }) {
    // Sized for all tasks, although fewer may wait: what drop-oldest will shed lies in it until then.
    const memory = new LoopMemory(HEADER_BYTES + ringBytes(host.capacity));
    new Int32Array(memory).set([capacity, OVERFLOWS.indexOf(overflow)]);
    const queue = attachQueue(memory);
    const entrance = ENTRANCES[overflow](queue, host);
    const policy: Policy = { ...entrance, size: queue.ring.size };
    const pump = openPump(host, { ring: queue.ring, policy, concurrency });
    return {
      ...pump,
      close() {
        entrance.release();
        return pump.close();
      },
    };
  },
  connect(endpoint, host) {
    const memory = endpoint as SharedArrayBuffer;
    const { ring, door, capacity, overflow } = attachQueue(memory);
    const hasRoom = () => ring.size() < capacity;

    /** What each overflow does about a task when there is no room; returns whether it enters. */
    const entersFull: Readonly<Record<Overflow, (task: number) => boolean>> = {
      block(task) {
        if (memory instanceof LoopMemory) throw new RangeError(selfBlocked(task, capacity));
        return door.pass(hasRoom) === "room";
      },
      reject(task) {
        host.drop(task, "refused");
        return false;
      },
      // The loop sheds when it takes the next task. Nothing leaves the queue in between, so what is
      // left then are the newest `capacity` tasks: the same that shedding at each arrival leaves. Only
      // the moment differs: a loop that may start nothing, as all in progress await, does not look.
      "drop-oldest": () => true,
    };
    const enters = entersFull[overflow];
    return {
      pacing: "spin",
      dispatch(task) {
        if (!hasRoom() && !enters(task)) return;
        ring.push(task);
        ring.wake();
      },
      close: () => {},
    };
  },
});

/**
 * Memory that the loop's thread allocated. Another thread receives it as a plain buffer, which is how a
 * producer on the loop's own thread is told from one that may block.
 */
class LoopMemory extends SharedArrayBuffer {}

// Capacity, overflow and door; a cache line, so that a blocked producer does not disturb the counters.
const HEADER_BYTES = 64;
const DOOR_BYTE = 8;

interface Queue {
  readonly ring: Ring;
  readonly door: Door;
  readonly capacity: number;
  readonly overflow: Overflow;
}

function attachQueue(memory: SharedArrayBuffer): Queue {
  const [capacity, overflow] = new Int32Array(memory, 0, 2);
  return {
    ring: attachRing(memory, HEADER_BYTES),
    door: attachDoor(memory, DOOR_BYTE),
    capacity,
    overflow: OVERFLOWS[overflow],
  };
}

/** The loop's side of the queue: it lets in tasks from the loop and takes out all. */
interface Entrance extends Pick<Policy, "put" | "take"> {
  /** Releases whoever waits for room. */
  release(): void;
}

const ENTRANCES: Readonly<Record<Overflow, (queue: Queue, host: Host) => Entrance>> = {
  block: openBlocking,
  reject: openRejecting,
  "drop-oldest": openDroppingOldest,
};

function openBlocking({ ring, door, capacity }: Queue): Entrance {
  const held: { readonly task: number; readonly admit: () => void }[] = [];
  // Shifting a long array moves all of it.
  let firstHeld = 0;
  let state: "open" | "released" = "open";
  return {
    put(task) {
      if (state === "released") return;
      if (ring.size() < capacity) return ring.push(task);
      return new Promise((admit) => held.push({ task, admit }));
    },
    take() {
      const task = ring.shift();
      const next = held[firstHeld];
      if (next === undefined) {
        door.open();
      } else {
        firstHeld++;
        if (firstHeld === held.length) held.length = firstHeld = 0;
        ring.push(next.task);
        next.admit();
      }
      return task;
    },
    release() {
      state = "released";
      door.close();
      for (const { admit } of held.splice(firstHeld)) admit();
    },
  };
}

function openRejecting({ ring, capacity }: Queue, host: Host): Entrance {
  return {
    put(task) {
      if (ring.size() < capacity) ring.push(task);
      else host.drop(task, "refused");
    },
    take: ring.shift,
    release: () => {},
  };
}

function openDroppingOldest({ ring, capacity }: Queue, host: Host): Entrance {
  function shedDownTo(left: number): void {
    while (ring.size() > left) host.drop(ring.shift(), "shed");
  }

  return {
    put(task) {
      shedDownTo(capacity - 1);
      ring.push(task);
    },
    take() {
      shedDownTo(capacity);
      return ring.shift();
    },
    release: () => {},
  };
}

function selfBlocked(task: number, capacity: number): string {
  return `queue-bounded cannot wait for room on the thread that would make it: task ${task} found ` +
    `${capacity} waiting; dispatch it through the dispatcher, or connect on another thread`;
}
