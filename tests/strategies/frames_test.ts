import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { createFrameWriter, readFrames } from "../../strategies/frames.ts";

/** A connection that accepts so many bytes a write, in turn, and remembers them. */
function sink(...acceptances: number[]) {
  const bytes: number[] = [];
  let writes = 0;
  const connection = {
    async write(chunk: Uint8Array) {
      await Promise.resolve();
      const taken = chunk.subarray(0, acceptances[writes++ % acceptances.length]);
      bytes.push(...taken);
      return taken.length;
    },
  };
  return { connection: connection as unknown as Deno.Conn, bytes, writes: () => writes };
}

/** A connection that yields these chunks and then ends. */
function source(chunks: readonly Uint8Array[], end: () => null = () => null): Deno.Conn {
  const left = [...chunks];
  return {
    async read(into: Uint8Array) {
      await Promise.resolve();
      const chunk = left.shift();
      if (chunk === undefined) return end();
      into.set(chunk);
      return chunk.length;
    },
  } as unknown as Deno.Conn;
}

async function readAll(connection: Deno.Conn): Promise<number[]> {
  const tasks: number[] = [];
  await readFrames(connection, (task) => tasks.push(task));
  return tasks;
}

const closedErrors = [
  new Deno.errors.BadResource(),
  new Deno.errors.Interrupted(),
  new Deno.errors.ConnectionReset(),
  new Deno.errors.BrokenPipe(),
];

const tasks = fc.array(fc.nat(2 ** 31 - 1), { maxLength: 50 });
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

Deno.test("readFrames() undoes createFrameWriter(), however the stream cuts frames up", async () => {
  await fc.assert(fc.asyncProperty(tasks, sizes, sizes, async (sent, taken, cuts) => {
    const { connection, bytes } = sink(...taken);
    const writer = createFrameWriter(connection);
    for (const task of sent) writer.write(task);
    await writer.finish();
    const chunks: Uint8Array[] = [];
    for (let at = 0, cut = 0; at < bytes.length; cut++) {
      const size = cuts[cut % cuts.length];
      chunks.push(Uint8Array.from(bytes.slice(at, at += size)));
    }
    assertEquals(await readAll(source(chunks)), sent);
  }));
});

Deno.test("createFrameWriter() sends what comes during a write together with the next one", async () => {
  const { connection, writes } = sink(1024);
  const writer = createFrameWriter(connection);
  for (let task = 0; task < 100; task++) writer.write(task);
  await writer.finish();
  assertEquals(writes(), 2);
  writer.write(100);
  await writer.finish();
  assertEquals(writes(), 3);
});

Deno.test("createFrameWriter() forgets frames for a connection that is gone", async () => {
  for (const error of closedErrors) {
    const connection = { write: () => Promise.reject(error) } as unknown as Deno.Conn;
    const writer = createFrameWriter(connection);
    writer.write(1);
    writer.write(2);
    await writer.finish();
  }
});

Deno.test("readFrames() ends with a connection that is gone, and fails for any other reason", async () => {
  const frame = Uint8Array.of(5, 0, 0, 0);
  const failing = (error: Error) =>
    source([frame], () => {
      throw error;
    });
  for (const error of closedErrors) assertEquals(await readAll(failing(error)), [5]);
  await assertRejects(() => readAll(failing(new Error("cable cut"))), Error, "cable cut");
});

Deno.test("readFrames() ignores a frame that the stream's end cuts off", async () => {
  assertEquals(await readAll(source([Uint8Array.of(1, 0, 0, 0, 2, 0)])), [1]);
});

Deno.test({
  name: "frames cross a real socket in order",
  sanitizeResources: true,
  async fn() {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const accepting = listener.accept();
    const client = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
    using server = await accepting;
    const writer = createFrameWriter(client);
    const sent = Array.from({ length: 50_000 }, (_, task) => task);
    const received = readAll(server);
    for (const task of sent) writer.write(task);
    await writer.finish();
    client.close();
    const got = await received;
    assert(got.length === sent.length && got.every((task, at) => task === at));
  },
});
