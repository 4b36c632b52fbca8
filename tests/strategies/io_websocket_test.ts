import { assertEquals, assertRejects } from "@std/assert";
import { getAvailablePort } from "@std/net/get-available-port";
import { ioWebsocket } from "../../strategies/io_websocket.ts";
import { openBench } from "./_bench.ts";

const subject = { strategy: ioWebsocket, given: {}, producer: "outside" } as const;
const sequence = (length: number) => Array.from({ length }, (_, task) => task);

Deno.test("connect() fails if nobody listens", async () => {
  const endpoint = { port: getAvailablePort(), memory: new SharedArrayBuffer(1) };
  const connect = async () => await ioWebsocket.connect!(endpoint, { capacity: 1, drop() {} });
  await assertRejects(connect, Error, `no WebSocket at ws://127.0.0.1:${endpoint.port}`);
});

Deno.test("close() of the client is not held up by the tasks in front of it", async () => {
  const bench = await openBench(subject, 5000);
  await bench.dispatch(...sequence(5000));
  const closing = bench.closeRemote();
  // None has arrived yet, since this thread has not been back on its loop.
  assertEquals(bench.ran, []);
  await closing;
  assertEquals(bench.ran, []);
  await bench.close();
});

Deno.test("close() of the loop first ends the client's half, and dispatch() does no harm then", async () => {
  const bench = await openBench(subject, 100);
  await bench.dispatch(...sequence(50));
  await bench.whenSettled(50);
  await bench.closeDispatcher();
  await bench.dispatch(...sequence(100).slice(50));
  await bench.close();
  assertEquals(bench.ran, sequence(50));
});

Deno.test("a client may connect after another has left", async () => {
  const bench = await openBench(subject, 20);
  await bench.dispatch(...sequence(10));
  await bench.whenSettled(10);
  await bench.closeRemote();
  const { endpoint } = bench.dispatcher;
  const next = await ioWebsocket.connect!(endpoint!, { capacity: 20, drop() {} });
  for (const task of sequence(20).slice(10)) next.dispatch(task);
  await bench.whenSettled(20);
  await next.close();
  await bench.close();
  assertEquals(bench.ran, sequence(20));
});
