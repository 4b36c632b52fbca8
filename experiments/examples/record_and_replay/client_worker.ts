/**
 * The client of the example: sends requests on a thread of its own, so that a busy server cannot slow
 * it down.
 *
 * @module
 */
import { createClock, localTimeMs } from "../../trial/clock.ts";
import { serveThread } from "../../trial/thread.ts";
import { until } from "../../trial/until.ts";
import { createRandom, planArrivals } from "../../workload/mod.ts";

/** What the client is asked to do. */
export interface Load {
  /** Where the server listens on the loopback. */
  readonly port: number;
  /** Mean number of requests per second; their gaps are exponential (a Poisson process). */
  readonly ratePerSecond: number;
  /** For how long, in ms. */
  readonly durationMs: number;
  /** Seeds gaps and sizes. */
  readonly seed: number;
}

/** What the client saw. */
export interface Answers {
  /** Requests that were answered. */
  readonly answered: number;
  /** Requests that were not. */
  readonly failed: number;
}

async function send({ port, ratePerSecond, durationMs, seed }: Load): Promise<Answers> {
  const random = createRandom(seed);
  const { intendedMs } = planArrivals(
    { kind: "poisson", ratePerSecond },
    { kind: "duration", durationMs },
    random,
  );
  const clock = createClock(localTimeMs());
  const answers: Promise<boolean>[] = [];
  for (const dueMs of intendedMs) {
    await until(clock, dueMs).reached;
    // Not awaited. A client that waits for an answer before it sends the next request (a closed loop)
    // lets a slow server decide how much load it gets.
    const kibibytes = Math.ceil(random.exponential(256));
    answers.push(isAnswered(`http://127.0.0.1:${port}/${kibibytes}`));
  }
  const all = await Promise.all(answers);
  const answered = all.filter((isGood) => isGood).length;
  return { answered, failed: all.length - answered };
}

async function isAnswered(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.text();
    return response.ok;
  } catch {
    return false;
  }
}

serveThread(send);
