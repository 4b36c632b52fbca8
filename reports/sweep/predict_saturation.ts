import { concurrencyOf, type MeasuredTrial, serversOf } from "../../experiments/record.ts";
import { theoryInputs } from "../theory/mod.ts";

/**
 * The rate beyond which a strategy cannot keep up, by the stability condition of its queue with the
 * moments that were measured, those that predictions of waits use:
 *
 *     one server                     λ (E[B] + E[H]) = 1
 *     at most c in progress          the lesser of that and λ E[S] = c
 *     pool of c threads              λ (E[S] + E[H]) = c
 *     polled, one task a pass        λ (E[S] + E[T]) = 1
 *
 * B the time for which a task holds the loop, S service, H hand-over from task to task, T sleep as
 * measured. Polled queues that serve more than one task a pass sleep only between passes that grow with
 * the backlog: one server. Hand-overs count as none where no task was ever due when one ended.
 *
 * Note: a place under a limit has no hand-over of its own in the record, as a body elsewhere ends it.
 *
 * @param trials Measured trials of one point, at least one.
 * @returns The rate per second; null where nothing was measured, nothing bounds it, or tasks of a queue
 *   that takes one a pass go on beside its sleeps.
 */
export function predictSaturation(trials: readonly MeasuredTrial[]): number | null {
  const [{ cell: { discipline, body } }] = trials;
  const { service, handOver, sleep } = theoryInputs(trials, "serviceMs");
  const busyMs = theoryInputs(trials, "busyMs").service.meanMs;
  if (discipline.kind === "polled" && discipline.drain === "one") {
    return body === "cpu" && sleep !== null ? rate(1, service.meanMs, sleep.meanMs) : null;
  }
  const handOverMs = handOver?.meanMs ?? 0;
  const servers = serversOf(discipline);
  if (servers !== null) return rate(servers, service.meanMs, handOverMs);
  const places = concurrencyOf(discipline);
  const bounds = [
    rate(1, busyMs, handOverMs),
    Number.isFinite(places) ? rate(places, service.meanMs) : null,
  ].filter((bound) => bound !== null);
  return bounds.length === 0 ? null : Math.min(...bounds);
}

/** Bodies that hold nothing, or of which none was measured, bound nothing. */
function rate(servers: number, heldMs: number, betweenMs = 0): number | null {
  return heldMs > 0 ? servers * 1000 / (heldMs + betweenMs) : null;
}
