import type { TraceFile } from "../../../experiments/capture/trace_file.ts";

/** A file in memory whose disk can be slow, stuck or full. */
export interface MemoryFile extends TraceFile {
  /** What was written. */
  text(): string;
  /** The rows that were written: arrival and duration in ms. */
  rows(): [arrivalMs: number, durationMs: number][];
  /** Lets no write end until `release`. */
  hold(): void;
  /** Lets writes end again, those that are held first. */
  release(): void;
  /** Lets every further write fail once so many more bytes were written. */
  failAfter(bytes: number): void;
  /** How often it was closed. */
  closed(): number;
}

/** Makes an empty file. A write takes so many bytes at most, as a disk may. */
export function createMemoryFile(mostBytes = Infinity): MemoryFile {
  let content = new Uint8Array();
  let room = Infinity;
  let gate = Promise.resolve();
  let open = () => {};
  let closed = 0;
  const text = () => new TextDecoder().decode(content);
  return {
    async write(bytes) {
      // The bytes are read late, as by a slow disk: a buffer that is reused too early shows.
      await gate;
      if (room <= 0) throw new Error("disk full");
      const taken = bytes.subarray(0, Math.min(mostBytes, room));
      room -= taken.length;
      content = new Uint8Array([...content, ...taken]);
      return taken.length;
    },
    truncate(length) {
      content = content.slice(0, length);
      return Promise.resolve();
    },
    close: () => void closed++,
    text,
    rows: () =>
      text().split("\n").slice(0, -1).map((line) => {
        const { arrivalMs, durationMs } = JSON.parse(line);
        return [arrivalMs, durationMs];
      }),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      open = resolve;
    },
    release: () => open(),
    failAfter: (bytes) => void (room = bytes),
    closed: () => closed,
  };
}
