/**
 * The disciplines, a file each, and how a queue is made of one.
 *
 * @module
 */
import { lawMoments } from "../law.ts";
import { OpenClock } from "./arrival_clock.ts";
import type { ArrivalStream } from "./arrival_stream.ts";
import { AwaitingQueue } from "./awaiting.ts";
import { BoundedQueue } from "./bounded.ts";
import { Generator } from "./generator.ts";
import { InOrderQueue, type WaitRecursion } from "./in_order.ts";
import { InOrderClosedQueue } from "./in_order_closed.ts";
import { ManyServers, type Preparation } from "./many_servers.ts";
import type { DisciplineOf, SimulatedDiscipline, SimulationModel } from "./model.ts";
import { OneServer } from "./one_server.ts";
import type { SimulatedQueue } from "./outcomes.ts";
import { createPolled } from "./polled.ts";
import { PriorityQueue } from "./priority.ts";
import { ProcessorSharingQueue } from "./processor_sharing.ts";
import { RoundRobinQueue } from "./round_robin.ts";
import { createSampler, type OpenSampler, type Sampler, samplersOf } from "./sampler.ts";
import { Sliced } from "./sliced.ts";
import { StayingQueue } from "./staying.ts";
import { UnlimitedServers } from "./unlimited_servers.ts";
import { Users } from "./users.ts";

/** Where tasks come from: a stream that knows nothing of the queue, or users. */
export type TaskSource = ArrivalStream | Users;

/** What a queue is made of, beside its discipline. */
interface Parts {
  readonly model: SimulationModel;
  readonly source: TaskSource;
  readonly seed: number;
  readonly rows: number;
  readonly services: OpenSampler;
}

type Opened<Kind extends SimulatedDiscipline["kind"]> = (
  discipline: DisciplineOf<Kind>,
  parts: Parts,
) => SimulatedQueue;

const TABLE: { readonly [Kind in SimulatedDiscipline["kind"]]: Opened<Kind> } = {
  fifo: (discipline, parts) => {
    const queue = inOrder(serversOf(discipline, parts.seed), parts);
    const { stay } = discipline;
    return stay === undefined
      ? queue
      : new StayingQueue(queue, createSampler(stay, parts.seed, "stays"), parts.rows);
  },
  polled: ({ drain, sleep }, parts) => {
    // A server that never sleeps looks all the time.
    const polled = lawMoments(sleep).meanMs === 0
      ? new OneServer()
      : createPolled(drain, createSampler(sleep, parts.seed, "sleeps"));
    return inOrder(polled, parts);
  },
  sliced: ({ sliceMs, pause }, parts) =>
    inOrder(new Sliced(sliceMs, createSampler(pause, parts.seed, "pauses")), parts),
  bounded: (discipline, parts) => {
    const prepared = preparationOf(discipline, parts.seed);
    return new BoundedQueue(discipline, {
      arrivals: clockOf(parts),
      services: servicesOf(parts),
      prepared,
    });
  },
  priority: ({ classes }, parts) => {
    const { model, seed } = parts;
    const served = classes.map(({ share, service = model.service }, index) => {
      return { share, services: createSampler(service, seed, `services of class ${index}`) };
    });
    return new PriorityQueue(served, clockOf(parts), new Generator(seed, "classes"));
  },
  "round-robin": ({ quantumMs }, parts) =>
    new RoundRobinQueue(quantumMs, clockOf(parts), servicesOf(parts)),
  "processor-sharing": (_, parts) => new ProcessorSharingQueue(clockOf(parts), servicesOf(parts)),
  awaiting: ({ before, after, concurrency = Infinity }, parts) => {
    const sampled = {
      before: createSampler(before, parts.seed, "before"),
      awaited: servicesOf(parts),
      after: createSampler(after, parts.seed, "after"),
    };
    return new AwaitingQueue(sampled, clockOf(parts), concurrency);
  },
};

/**
 * Opens a queue.
 *
 * @param model What is simulated, its numbers in range (not checked).
 * @param source Where tasks come from.
 * @param seed A whole number between ±(2⁵³ − 1).
 * @param rows Most rows that will be asked for at a time.
 * @param services Opens the model's services; given where many queues of one model are opened.
 *   @default prepared anew
 * @returns The queue, empty.
 */
export function openQueue(
  model: SimulationModel,
  source: TaskSource,
  seed: number,
  rows: number,
  services: OpenSampler = samplersOf(model.service),
): SimulatedQueue {
  const { discipline } = model;
  // The compiler does not see that a discipline and the entry of its kind belong together.
  const open = TABLE[discipline.kind] as Opened<SimulatedDiscipline["kind"]>;
  return open(discipline, { model, source, seed, rows, services });
}

function serversOf(discipline: DisciplineOf<"fifo">, seed: number): WaitRecursion {
  const { servers } = discipline;
  const { setUps, handOverMs } = preparationOf(discipline, seed);
  if (servers === Infinity) return new UnlimitedServers(setUps);
  if (servers === 1 && setUps === null && handOverMs === 0) return new OneServer();
  return new ManyServers(servers, { setUps, handOverMs });
}

function preparationOf(
  { setUp, handOverMs = 0 }: DisciplineOf<"fifo" | "bounded">,
  seed: number,
): Preparation {
  return { setUps: setUp === undefined ? null : createSampler(setUp, seed, "set-ups"), handOverMs };
}

function inOrder(recursion: WaitRecursion, parts: Parts): SimulatedQueue {
  const { source, rows } = parts;
  const services = servicesOf(parts);
  return source instanceof Users
    ? new InOrderClosedQueue(recursion, source, services)
    : new InOrderQueue(recursion, source, services, rows);
}

function servicesOf({ services, seed }: Parts): Sampler {
  return services(seed, "services");
}

function clockOf({ source }: Parts): OpenClock | Users {
  return source instanceof Users ? source : new OpenClock(source);
}
