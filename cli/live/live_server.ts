/**
 * Serves a study while it runs, on the loopback alone: its page, its events, and its files once they are
 * written. Whatever is asked for while a trial runs is answered from bytes that were made before.
 *
 * @module
 */
import { join } from "node:path";
import { UsageError } from "../usage.ts";

/** What is served. */
export interface LiveSource {
  /** The page as it is now; null once the report takes its place. */
  page(): Uint8Array<ArrayBuffer> | null;
  /** The events after one that is known. */
  events(after: string | null): ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Where the study is. */
  readonly directory: string;
  /** Told of every GET that is answered, and what for. */
  asked(path: string): void;
}

/** A server that listens. */
export interface LiveServer {
  /** Where its page is. */
  readonly url: string;
  /** Ends it: waits for answers on their way for so long, then cuts them off. */
  close(patienceMs: number): Promise<void>;
}

const HOST = "127.0.0.1";
const HTTP_PORT = 80;

const SAFE: Readonly<Record<string, string>> = {
  // Compressing would take time while a trial runs.
  "cache-control": "no-store, no-transform",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

const TEXT = "text/plain; charset=utf-8";
const HTML = "text/html; charset=utf-8";

/** The files of a study that are served, and as what. */
const FILES: Readonly<Record<string, string>> = {
  "/report.html": HTML,
  "/report.md": "text/markdown; charset=utf-8",
  "/report.json": "application/json",
  "/sweep.md": "text/markdown; charset=utf-8",
  "/sweep.json": "application/json",
};
const CHART = /^\/charts\/[A-Za-z0-9_][\w.-]*\.svg$/;
const SVG = "image/svg+xml";

/**
 * Begins to serve.
 *
 * @param source What.
 * @param port On which port; 0 for any that is free.
 * @returns The server.
 * @throws {UsageError} If the port is taken, or may not be used.
 */
export function serveLive(source: LiveSource, port: number): LiveServer {
  const cutOff = new AbortController();
  let server: Deno.HttpServer<Deno.NetAddr>;
  try {
    server = Deno.serve({
      hostname: HOST,
      port,
      signal: cutOff.signal,
      onListen: () => {},
      // A page that leaves in the middle of an answer is nobody's concern.
      onError: () => plain(500, "the answer could not be made"),
    }, (request) => answer(request, source, server.addr.port));
  } catch (error) {
    throw new UsageError(`cannot serve on ${HOST}:${port}: ${whyNot(error)}`);
  }
  return {
    url: `http://${HOST}:${server.addr.port}/`,
    async close(patienceMs) {
      const timer = setTimeout(() => cutOff.abort(), patienceMs);
      await server.shutdown();
      clearTimeout(timer);
    },
  };
}

function whyNot(error: unknown): string {
  if (error instanceof Deno.errors.AddrInUse) {
    return "the port is taken: name another with --port N, or leave --port out";
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return "the system does not allow it: name a port from 1024 on";
  }
  if (error instanceof Deno.errors.NotCapable) {
    return `permission is missing: run it as a task, or with --allow-net=${HOST}`;
  }
  return (error as Error).message;
}

/**
 * Answers a request.
 *
 * @param request The request.
 * @param source What is served.
 * @param port The server's own port.
 * @returns The answer; of HEAD without a body.
 */
export async function answer(
  request: Request,
  source: LiveSource,
  port: number,
): Promise<Response> {
  const response = await answerGet(request, source, port);
  if (request.method !== "HEAD" || response.body === null) return response;
  await response.body.cancel();
  return new Response(null, response);
}

async function answerGet(request: Request, source: LiveSource, port: number): Promise<Response> {
  const { headers, method } = request;
  // A name that somebody made point here is not ours: pages from elsewhere must not read along.
  if (!namesOf(port).includes(headers.get("host") ?? "")) {
    return plain(403, `only http://${HOST}:${port}/ is served here`);
  }
  if (method !== "GET" && method !== "HEAD") {
    return plain(405, "only GET and HEAD are served", { allow: "GET, HEAD" });
  }
  const { pathname, searchParams } = new URL(request.url);
  if (method === "GET") source.asked(pathname);
  const page = source.page();
  if (pathname === "/") {
    return page === null
      ? await file(source.directory, "/report.html", HTML)
      : send(page, HTML, { "content-security-policy": "frame-ancestors 'none'" });
  }
  if (pathname === "/events") {
    const site = headers.get("sec-fetch-site") ?? "same-origin";
    if (site !== "same-origin" && site !== "none") return plain(403, "events are for this page");
    if (method === "HEAD") return send("", "text/event-stream");
    const after = headers.get("last-event-id") ?? searchParams.get("after");
    return send(source.events(after), "text/event-stream");
  }
  // Asked for by browsers, whatever a page says of it.
  if (pathname === "/favicon.ico") return new Response(null, { status: 204, headers: SAFE });
  const type = Object.hasOwn(FILES, pathname)
    ? FILES[pathname]
    : CHART.test(pathname)
    ? SVG
    : undefined;
  if (type === undefined) return plain(404, "there is nothing here");
  if (page !== null) return plain(503, "the report is written when the study has ended");
  return await file(source.directory, pathname, type);
}

/** What the server is called by who asks it: of HTTP's own port browsers say nothing. */
function namesOf(port: number): readonly string[] {
  return [HOST, "localhost"].flatMap((name) => [
    `${name}:${port}`,
    ...(port === HTTP_PORT ? [name] : []),
  ]);
}

/** One of the study's own files. A link within the study may lead anywhere, so none is followed. */
async function file(directory: string, path: string, type: string): Promise<Response> {
  try {
    // The study itself may be a link: whoever runs it named it.
    const own = join(await Deno.realPath(directory), path);
    const { isFile } = await Deno.lstat(own);
    if (!isFile || await Deno.realPath(own) !== own) return plain(404, "there is nothing here");
    return send(await Deno.readFile(own), type);
  } catch {
    return plain(404, "there is no such file in the study's directory");
  }
}

function send(
  body: BodyInit,
  type: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  return new Response(body, { headers: { ...SAFE, "content-type": type, ...more } });
}

function plain(
  status: number,
  words: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  return new Response(words + "\n", {
    status,
    headers: { ...SAFE, "content-type": TEXT, ...more },
  });
}
