import { concurrencyOf, type MeasuredTrial, serversOf } from "../../experiments/record.ts";
import { meanOf } from "../summarize_metric.ts";

/**
 * The rate beyond which a strategy cannot keep up, by the stability condition of its queue with the
 * moments that were measured:
 *
 *     one server                     λ E[B] = 1
 *     at most c in progress          the lesser of that and λ E[S] = c
 *     pool of c threads              λ E[S] = c
 *     polled, one task a pass        λ (E[S] + E[T]) = 1
 *
 * B the time for which a task holds the loop, S service, T sleep as measured. Polled queues that serve
 * more than one task a pass sleep only between passes that grow with the backlog: one server.
 *
 * @param trials Measured trials of one point, at least one.
 * @returns The rate per second; null where nothing was measured, nothing bounds it, or tasks of a queue
 *   that takes one a pass go on beside its sleeps.
 */
export function predictSaturation(trials: readonly MeasuredTrial[]): number | null {
  const [{ cell: { discipline, body } }] = trials;
  const serviceMs = meanOf(trials.map(({ metrics }) => metrics.serviceMs.mean));
  const busyMs = meanOf(trials.map(({ metrics }) => metrics.busyMs.mean));
  const sleepMs = meanOf(trials.map(({ sleep }) => sleep?.meanMs ?? null));
  if (serviceMs === null || busyMs === null) return null;
  if (discipline.kind === "polled" && discipline.drain === "one") {
    return body === "cpu" && sleepMs !== null ? rate(1, serviceMs + sleepMs) : null;
  }
  const servers = serversOf(discipline);
  if (servers !== null) return rate(servers, serviceMs);
  const places = concurrencyOf(discipline);
  const bounds = [rate(1, busyMs), Number.isFinite(places) ? rate(places, serviceMs) : null]
    .filter((bound) => bound !== null);
  return bounds.length === 0 ? null : Math.min(...bounds);
}

function rate(servers: number, ms: number): number | null {
  return ms > 0 ? servers * 1000 / ms : null;
}
