import { type FlagTable, numberFlag, type ParsedFlags } from "../flags.ts";
import { UsageError } from "../usage.ts";

/** The flags of verbs that can show how far a study is on a page. */
export const SERVE_FLAGS = {
  "serve": { about: "show progress, then the report, on a page on 127.0.0.1; see below" },
  "port": { value: "N", about: "port of that page; default: any that is free" },
} as const satisfies FlagTable;

/** What `--help` says of them. */
export const ABOUT_SERVING =
  `--serve: the page changes between trials, never during one, but a browser that shows it takes a little
of the machine: for figures to be published, keep it closed and load it now and then, or at the end.
Trials that ran while it was open are counted in the report's warnings. At the end the page is
report.html, until Ctrl-C; without a terminal, until open pages have it, for 10 s at most.`;

const MOST_PORT = 65535;

/**
 * Where a study is to be served.
 *
 * @param flags What was given.
 * @returns The port, 0 for any; null if it is not to be served.
 * @throws {UsageError} If the port is none, or there is nothing to serve on it.
 */
export function servePort(flags: ParsedFlags): number | null {
  const port = numberFlag(flags, "port", "whole above 0");
  if (!flags.switches.has("serve")) {
    if (port === undefined) return null;
    throw new UsageError("--port says where --serve listens: add --serve, or leave it out");
  }
  if (port === undefined || port <= MOST_PORT) return port ?? 0;
  throw new UsageError(`--port must be at most ${MOST_PORT}, got ${port}`);
}
