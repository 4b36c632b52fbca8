import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { type CaptureOptions, recordArrivals } from "../../../experiments/capture/mod.ts";
import {
  createRandom,
  parseTrace,
  planSchedule,
  traceWorkload,
} from "../../../experiments/workload/mod.ts";

const REQUESTS = 300;

/** What a client saw, and the text of the trace that was recorded meanwhile. */
interface Recorded {
  readonly bodies: readonly string[];
  readonly text: string;
}

/** Records a live server on the loopback while a client calls it, some calls at once. */
async function recordServer(
  handler: Deno.ServeHandler<Deno.NetAddr>,
  requests: number,
  options: Partial<CaptureOptions> = {},
): Promise<Recorded> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/requests.ndjson`;
  const recorded = recordArrivals(handler, { path, ...options });
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen() {},
    onError: (error) => new Response(`failed: ${(error as Error).message}`, { status: 500 }),
  }, recorded);
  const bodies: string[] = [];
  const client = async (first: number) => {
    for (let request = first; request < requests; request += 10) {
      const response = await fetch(`http://127.0.0.1:${server.addr.port}/${request}`);
      bodies.push(await response.text());
    }
  };
  await Promise.all(Array.from({ length: 10 }, (_, first) => client(first)));
  await server.shutdown();
  await recorded.close();
  const text = await Deno.readTextFile(path);
  await Deno.remove(folder, { recursive: true });
  return { bodies, text };
}

const pathOf = (request: Request) => new URL(request.url).pathname.slice(1);
const numbers = Array.from({ length: REQUESTS }, (_, request) => String(request)).sort();

Deno.test("recordArrivals() records every request of a live server under load", async () => {
  const random = createRandom(1);
  const { bodies, text } = await recordServer(async (request, info) => {
    // Of random length, so that requests end in another order than they came in.
    await new Promise((resolve) => setTimeout(resolve, random.exponential(2)));
    return new Response(`${pathOf(request)} ${info.remoteAddr.hostname}`);
  }, REQUESTS);
  assertEquals(bodies.toSorted(), numbers.map((number) => `${number} 127.0.0.1`));
  const trace = parseTrace(text, { label: "requests.ndjson", demandColumn: "durationMs" });
  assertEquals([trace.rows, trace.timeColumn], [REQUESTS, "arrivalMs"]);
  assert(trace.demandMs!.every((durationMs) => durationMs > 0));
});

Deno.test("recordArrivals() serves handlers that answer at once, take no arguments, or fail", async () => {
  const { bodies, text } = await recordServer((request) => new Response(pathOf(request)), REQUESTS);
  assertEquals(bodies.toSorted(), numbers);
  assertEquals(parseTrace(text, { label: "a" }).rows, REQUESTS);
  const careless = await recordServer(() => new Response("hello"), 20);
  assertEquals([...new Set(careless.bodies)], ["hello"]);
  const failing = await recordServer((request) => {
    throw new Error(pathOf(request));
  }, 2);
  assertEquals(failing.bodies.toSorted(), ["failed: 0", "failed: 1"]);
  assertEquals(parseTrace(failing.text, { label: "a" }).rows, 2);
});

Deno.test("recordArrivals() records no more than it may", async () => {
  const { bodies, text } = await recordServer(() => new Response("ok"), 50, { maxTasks: 20 });
  assertEquals(bodies.length, 50);
  assertEquals(parseTrace(text, { label: "a" }).rows, 20);
});

Deno.test("what recordArrivals() wrote replays with the same count and the same gaps", async () => {
  const { text } = await recordServer(
    async (request) => {
      await new Promise((resolve) => setTimeout(resolve, Number(pathOf(request)) % 5));
      return new Response("ok");
    },
    REQUESTS,
    { capacity: 2 },
  );
  const rows: { arrivalMs: number; durationMs: number }[] = text.trimEnd().split("\n")
    .map((line) => JSON.parse(line));
  const trace = parseTrace(text, { label: "a", demandColumn: "durationMs" });
  const workload = traceWorkload("trace:file=a", trace);
  const schedule = planSchedule(
    workload,
    { kind: "tasks", tasks: REQUESTS },
    { arrivalSeed: 1, serviceSeed: 2 },
  );
  assert(schedule.kind === "open");
  const { intendedMs, demandMs } = schedule;
  assertEquals(intendedMs.length, REQUESTS);
  rows.forEach(({ arrivalMs, durationMs }, task) => {
    assertAlmostEquals(intendedMs[task], arrivalMs - rows[0].arrivalMs, 1e-6);
    assertEquals(demandMs[task], durationMs);
  });
});
