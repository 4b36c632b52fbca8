/**
 * A study that is served while a verb runs it: what the verb learns goes to the page.
 *
 * @module
 */
import {
  describeEnd,
  followLive,
  type LivePlan,
  type LiveSteps,
  renderLivePage,
  type TrialRecord,
} from "../../mod.ts";
import { interruptible } from "../interruptible.ts";
import type { Io } from "../io.ts";
import { createEventLog } from "./event_log.ts";
import { serveLive } from "./live_server.ts";

/** What a verb tells of a study. Disposed of before the study is complete, it tells pages that it broke. */
export interface LiveSession extends AsyncDisposable {
  /** Where its page is. */
  readonly url: string;
  /** How many of the trials kept in this run were watched: a page was open, or asked for, while they ran. */
  readonly watchedTrials: number;
  /** Takes trials that an earlier run has kept. */
  recall(records: readonly TrialRecord[]): void;
  /** Takes a trial that was kept; pages are told by {@link LiveSession.advance}. */
  record(record: TrialRecord): void;
  /** Tells pages what is new; resolves when they have it, so that the next trial can run undisturbed. */
  advance(steps: LiveSteps): Promise<void>;
  /** Tells pages that the study was interrupted, and how to go on. */
  interrupt(command: string): Promise<void>;
  /** Puts the report, which is written, in the place of the page. */
  complete(): Promise<void>;
  /**
   * Keeps the report where the page was: on a terminal until Ctrl-C, otherwise until the pages that were
   * open have it, or Ctrl-C. `run` says what ends it.
   */
  linger(io: Io, run?: typeof interruptible): Promise<void>;
}

/** What a session is opened with. */
export interface LiveSessionOptions {
  /** Where the study is. */
  readonly directory: string;
  /** The port, 0 for any. @default 0 */
  readonly port?: number;
  /** How long pages have to fetch the report where there is no terminal, in ms. @default 10000 */
  readonly lingerMs?: number;
}

// For what was sent last to arrive.
const CLOSE_PATIENCE_MS = 1000;

/**
 * Begins to serve a study.
 *
 * @param plan The study.
 * @param options Where it is, and where it is served.
 * @returns The session.
 * @throws {UsageError} If the port cannot be had.
 */
export function openLiveSession(
  plan: LivePlan,
  { directory, port = 0, lingerMs = 10_000 }: LiveSessionOptions,
): LiveSession {
  const study = followLive(plan);
  // Two runs at the same port do not begin in the same millisecond.
  const log = createEventLog(new Date().getTime().toString(36));
  const text = new TextEncoder();
  let page: Uint8Array<ArrayBuffer> | null;
  let state: "runs" | "complete" | "ended" = "runs";
  let wasAsked = false;
  let isWatched = false;
  let watchedTrials = 0;
  let readersLeft = 0;
  const allRead = Promise.withResolvers<void>();

  const render = () => {
    page = text.encode(renderLivePage(study.view(), { directory, after: log.lastId }));
  };
  render();
  const server = serveLive({
    directory,
    page: () => page,
    events: (after) => log.follow(after),
    asked(path) {
      isWatched = wasAsked = true;
      if (state === "complete" && path === "/" && --readersLeft <= 0) allRead.resolve();
    },
  }, port);

  async function end(how: Parameters<typeof describeEnd>[0]): Promise<void> {
    state = "ended";
    study.finish(how);
    render();
    await log.publish("ended", describeEnd(how));
  }

  return {
    url: server.url,
    get watchedTrials() {
      return watchedTrials;
    },
    recall(records) {
      for (const record of records) study.record(record);
    },
    record(record) {
      study.record(record);
      if (isWatched || log.pages > 0) watchedTrials++;
    },
    async advance(steps) {
      // Who asks from here on has a browser at work when the next trial begins.
      isWatched = false;
      const update = study.advance(steps);
      const told = log.publish("trial", update);
      // Whoever asks from now on knows this event already.
      render();
      await told;
    },
    interrupt: (command) => end({ state: "interrupted", command }),
    async complete() {
      state = "complete";
      page = null;
      // Without scripts a page comes by itself, but nobody knows how many there are.
      readersLeft = Math.max(log.pages, wasAsked ? 1 : 0);
      if (readersLeft === 0) allRead.resolve();
      await log.publish("complete", {});
    },
    async linger(io, run = interruptible) {
      if (io.isTerminal) {
        io.err(`serving the report at ${server.url} until Ctrl-C`);
        await run(aborted);
        return;
      }
      if (readersLeft <= 0) return;
      const timer = setTimeout(allRead.resolve, lingerMs);
      await run((signal) => Promise.race([allRead.promise, aborted(signal)]));
      clearTimeout(timer);
    },
    async [Symbol.asyncDispose]() {
      if (state === "runs") await end({ state: "broken" });
      log.close();
      await server.close(CLOSE_PATIENCE_MS);
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true })
  );
}
