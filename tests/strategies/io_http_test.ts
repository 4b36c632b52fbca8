import { assertEquals, assertRejects } from "@std/assert";
import { getAvailablePort } from "@std/net/get-available-port";
import { ioHttp } from "../../strategies/io_http.ts";
import type { Body } from "../../experiments/trial/body.ts";
import { type Bench, openBench, patiently } from "./_bench.ts";

const sequence = (length: number) => Array.from({ length }, (_, task) => task);

for (const connections of [1, 4, 32]) {
  Deno.test(`connect() makes ${connections} connections and uses them again and again`, async () => {
    const tasks = 20 * connections;
    const ports = new Set<number>();
    const allBusy = Promise.withResolvers<void>();
    const allAnswered = Promise.withResolvers<void>();
    let answered = 0;
    let inFlight = 0;
    let most = 0;
    const server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async ({ method }, { remoteAddr }) => {
        ports.add((remoteAddr as Deno.NetAddr).port);
        if (method === "HEAD") return new Response();
        most = Math.max(most, ++inFlight);
        if (inFlight === connections) allBusy.resolve();
        await allBusy.promise;
        inFlight--;
        if (++answered === tasks) allAnswered.resolve();
        return new Response(null, { status: 204 });
      },
    );
    const endpoint = { port: server.addr.port, connections };
    const remote = await ioHttp.connect!(endpoint, { capacity: tasks, drop() {} });
    sequence(tasks).forEach(remote.dispatch);
    await patiently(allAnswered.promise, "all answers");
    await remote.close();
    await server.shutdown();
    assertEquals([ports.size, most], [connections, connections]);
  });
}

Deno.test("connect() fails if nobody listens", async () => {
  const endpoint = { port: getAvailablePort(), connections: 1 };
  await assertRejects(async () => await ioHttp.connect!(endpoint, { capacity: 1, drop() {} }));
});

/** A bench whose client the test does not use. */
function openServer(body: Body): Promise<Bench> {
  return openBench({ strategy: ioHttp, given: {}, producer: "outside" }, 10, body);
}

async function post({ dispatcher }: Bench, task: number): Promise<number> {
  const { port } = dispatcher.endpoint as { port: number };
  const { status, body } = await fetch(`http://127.0.0.1:${port}/${task}`, { method: "POST" });
  await body?.cancel();
  return status;
}

Deno.test("open() answers when the body has ended, whether or not it failed", async () => {
  const release = Promise.withResolvers<void>();
  const running = Promise.withResolvers<void>();
  const bench = await openServer({
    kind: "async",
    async run(task) {
      if (task === 2) throw new Error("task 2 fails");
      if (task !== 1) return;
      running.resolve();
      await release.promise;
    },
  });
  let isAnswered = false;
  const answer = post(bench, 1).finally(() => isAnswered = true);
  await patiently(running.promise, "the body");
  assertEquals([await post(bench, 0), await post(bench, 2), isAnswered], [204, 204, false]);
  release.resolve();
  assertEquals(await answer, 204);
  await bench.close();
});

Deno.test("close() does not wait for bodies that never end", async () => {
  const running = Promise.withResolvers<void>();
  const bench = await openServer({
    kind: "async",
    run() {
      running.resolve();
      return new Promise(() => {});
    },
  });
  const answer = post(bench, 0);
  await patiently(running.promise, "the body");
  await bench.close();
  assertEquals(await answer, 503);
});

Deno.test("close() does not wait for a body that waits for close()", async () => {
  const bench = await openServer({ kind: "async", run: () => bench.closeDispatcher() });
  assertEquals(await patiently(post(bench, 0), "the answer"), 503);
  await bench.close();
  assertEquals(bench.outcomes()[0], "completed");
});

Deno.test("close() of the client abandons requests, those in flight and those that wait", async () => {
  const allRunning = Promise.withResolvers<void>();
  const subject = { strategy: ioHttp, given: { connections: 2 }, producer: "outside" } as const;
  const bench = await openBench(subject, 10, {
    kind: "async",
    run(task) {
      if (task === 1) allRunning.resolve();
      return new Promise(() => {});
    },
  });
  await bench.dispatch(...sequence(10));
  await patiently(allRunning.promise, "two bodies");
  await bench.close();
  assertEquals(bench.ran.toSorted(), [0, 1]);
});

Deno.test("dispatch() to a loop that has closed does no harm", async () => {
  const bench = await openBench({ strategy: ioHttp, given: {}, producer: "outside" }, 100);
  await bench.closeDispatcher();
  await bench.dispatch(...sequence(100));
  await bench.close();
  assertEquals(bench.ran, []);
});
