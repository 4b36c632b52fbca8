/** The global functions that stop when time is faked. */
export interface TimeGlobals {
  readonly Date: DateConstructor;
  readonly setTimeout: typeof globalThis.setTimeout;
  readonly clearTimeout: typeof globalThis.clearTimeout;
  readonly setInterval: typeof globalThis.setInterval;
  readonly clearInterval: typeof globalThis.clearInterval;
  readonly abortSignalTimeout: typeof AbortSignal.timeout;
}

/** The globals as they were when this module was loaded. */
export const REAL: TimeGlobals = {
  Date: globalThis.Date,
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  abortSignalTimeout: AbortSignal.timeout,
};

/** Puts a set of functions in place of the global ones. */
export function install({ abortSignalTimeout, ...globals }: TimeGlobals): void {
  Object.assign(globalThis, globals);
  AbortSignal.timeout = abortSignalTimeout;
}
