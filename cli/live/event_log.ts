/**
 * Events for pages that follow a study, as server-sent events. All of them are kept, so a page that was away
 * gets what it missed; a page costs no memory but its place in the list, however slow it is.
 *
 * There is no heartbeat: on the loopback no proxy closes what is silent, a page that leaves closes its
 * connection itself, and a heartbeat would wake server and browser while a trial runs.
 *
 * @module
 */

/** The events of one run. */
export interface EventLog {
  /** What the latest event is called; a page that knows all before it follows after this. */
  readonly lastId: string;
  /** How many pages follow. */
  readonly pages: number;
  /**
   * Sends an event to all who follow.
   *
   * @param name What kind it is.
   * @param data Sent as JSON.
   * @returns Resolves when all who follow have taken it, or take too long.
   */
  publish(name: string, data: unknown): Promise<void>;
  /**
   * Begins to follow.
   *
   * @param after What the last event is called that is known; null for all from the first on.
   * @returns The events as bytes, what was missed at once. It ends when the log is closed.
   */
  follow(after: string | null): ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Ends all streams, once what was published is taken. */
  close(): void;
}

/** What may be set of a log. */
export interface EventLogOptions {
  /** How many may follow at once. @default 5, as browsers open six connections to a server at most */
  readonly mostPages?: number;
  /** How long publishing waits for pages to take an event, in ms. @default 100 */
  readonly patienceMs?: number;
}

/** A page that follows. */
interface Follower {
  /** Sent before it is let go. */
  farewell: string | null;
  /** Gives it what is new. */
  wake(): void;
  /** Resolves once it has taken all there is. */
  whenTaken(): Promise<void>;
}

const RETRY_MS = 3000;

/**
 * Begins a log.
 *
 * @param run What tells this run from any other at the same address: letters and digits.
 * @param options What may be set.
 * @returns The log, without an event.
 */
export function createEventLog(
  run: string,
  { mostPages = 5, patienceMs = 100 }: EventLogOptions = {},
): EventLog {
  const entries: string[] = [];
  const followers = new Set<Follower>();
  const text = new TextEncoder();
  let isClosed = false;

  /** How many events are known; null if the name is of another run. */
  function placeAfter(id: string | null): number | null {
    if (id === null) return 0;
    const cut = id.lastIndexOf("-");
    const place = Number(id.slice(cut + 1));
    const isOurs = id.slice(0, cut) === run && Number.isInteger(place) && place >= 0 &&
      place <= entries.length;
    return isOurs ? place : null;
  }

  function follow(after: string | null): ReadableStream<Uint8Array<ArrayBuffer>> {
    const begin = placeAfter(after);
    let place = begin ?? entries.length;
    let fresh = Promise.withResolvers<void>();
    let taken = Promise.withResolvers<void>();
    let isGone = false;
    const follower: Follower = {
      farewell: begin === null ? event("stranger", {}) : null,
      wake() {
        taken.resolve();
        taken = Promise.withResolvers();
        fresh.resolve();
      },
      whenTaken: () => taken.promise,
    };
    const leave = () => {
      isGone = true;
      followers.delete(follower);
      taken.resolve();
      fresh.resolve();
    };
    return new ReadableStream({
      start(controller) {
        if (followers.size >= mostPages) dismissOldest();
        followers.add(follower);
        controller.enqueue(text.encode(`retry: ${RETRY_MS}\n\n`));
      },
      // Asked for more only when all before is taken: with no queue of its own, that is how a stream tells.
      async pull(controller) {
        const hasNews = () => place < entries.length || follower.farewell !== null || isClosed;
        if (!hasNews()) {
          taken.resolve();
          fresh = Promise.withResolvers();
          await fresh.promise;
        }
        // Cancelled while it waited.
        if (isGone) return;
        const news = entries.slice(place).join("") + (follower.farewell ?? "");
        const isLast = follower.farewell !== null || isClosed;
        place = entries.length;
        follower.farewell = null;
        if (news !== "") controller.enqueue(text.encode(news));
        if (!isLast) return;
        leave();
        controller.close();
      },
      cancel: leave,
    }, { highWaterMark: 0 });
  }

  function dismissOldest(): void {
    const [oldest] = followers;
    followers.delete(oldest);
    oldest.farewell = event("crowded", {});
    oldest.wake();
  }

  return {
    get lastId() {
      return `${run}-${entries.length}`;
    },
    get pages() {
      return followers.size;
    },
    follow,
    async publish(name, data) {
      entries.push(`id: ${run}-${entries.length + 1}\n${event(name, data)}`);
      const waits = [...followers].map((follower) => {
        follower.wake();
        return follower.whenTaken();
      });
      if (waits.length === 0) return;
      const patience = Promise.withResolvers<void>();
      const timer = setTimeout(patience.resolve, patienceMs);
      await Promise.race([Promise.all(waits), patience.promise]);
      clearTimeout(timer);
      // What is taken is with the runtime, which writes it when the loop turns.
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
    close() {
      isClosed = true;
      for (const follower of followers) follower.wake();
    },
  };
}

/** JSON has no line feeds, so data is one line whatever is in it. */
function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
