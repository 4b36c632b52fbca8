import type { ProcessOf, ProcessRules } from "./process.ts";

/** Recorded times. Their length is the last of them plus the mean gap. */
export const replay: ProcessRules<ProcessOf<"replay">> = {
  meanRatePerSecond({ timesMs }) {
    checkTimes(timesMs);
    return 1000 / meanGapMs(timesMs);
  },
  times: ({ timesMs }) => (index) => index < timesMs.length ? timesMs[index] : Infinity,
  end: ({ timesMs }) => ({
    tasks: timesMs.length,
    durationMs: timesMs[timesMs.length - 1] + meanGapMs(timesMs),
  }),
};

function meanGapMs(timesMs: readonly number[]): number {
  return timesMs[timesMs.length - 1] / (timesMs.length - 1);
}

function checkTimes(timesMs: readonly number[]): void {
  const at = timesMs.findIndex((time, index) =>
    !(Number.isFinite(time) && (index === 0 ? time === 0 : time >= timesMs[index - 1]))
  );
  if (at >= 0) {
    const bound = at === 0 ? "must be 0" : `must be at least ${timesMs[at - 1]}`;
    throw new RangeError(`Cannot plan arrivals: 'timesMs[${at}]' ${bound}, got ${timesMs[at]}`);
  }
  if (timesMs.length > 1 && timesMs[timesMs.length - 1] > 0) return;
  throw new RangeError(
    `Cannot plan arrivals: 'timesMs' must hold two different times, got ${timesMs.length} alike`,
  );
}
