/**
 * The disciplines, a file each, and how a queue is made of one.
 *
 * @module
 */
import { lawMoments } from "../law.ts";
import type { ArrivalStream } from "./arrival_stream.ts";
import { InOrderQueue, type WaitRecursion } from "./in_order.ts";
import { ManyServers } from "./many_servers.ts";
import type { SimulatedDiscipline, SimulationModel } from "./model.ts";
import { OneServer } from "./one_server.ts";
import type { SimulatedQueue } from "./outcomes.ts";
import { createPolled } from "./polled.ts";
import { createSampler } from "./sampler.ts";

/**
 * Opens a queue.
 *
 * @param model What is simulated.
 * @param arrivals When tasks come.
 * @param seed A whole number between ±(2⁵³ − 1).
 * @param rows Most rows that will be asked for at a time.
 * @returns The queue, empty.
 * @throws {RangeError} If a number of the model is out of its range.
 */
export function openQueue(
  model: SimulationModel,
  arrivals: ArrivalStream,
  seed: number,
  rows: number,
): SimulatedQueue {
  const services = createSampler(model.service, seed, "services");
  const recursion = recursionOf(model.discipline, seed);
  return new InOrderQueue(recursion, arrivals, services, rows);
}

function recursionOf(discipline: SimulatedDiscipline, seed: number): WaitRecursion {
  switch (discipline.kind) {
    case "fifo": {
      const { servers, setUp, handOverMs = 0 } = discipline;
      if (servers === 1 && setUp === undefined && handOverMs === 0) return new OneServer();
      const setUps = setUp === undefined ? null : createSampler(setUp, seed, "set-ups");
      return new ManyServers(servers, { setUps, handOverMs });
    }
    case "polled":
      return lawMoments(discipline.sleep).meanMs === 0
        ? new OneServer()
        : createPolled(discipline.drain, createSampler(discipline.sleep, seed, "sleeps"));
    default:
      throw new RangeError(`Cannot simulate: no discipline "${discipline.kind}"`);
  }
}
