import { assertEquals, assertRejects } from "@std/assert";
import { ioUnix } from "../../strategies/io_unix.ts";
import { openBench } from "./_bench.ts";

Deno.test("open() makes a socket at the scratch path, and close() removes it", async () => {
  const bench = await openBench({ strategy: ioUnix, given: {}, producer: "outside" }, 1);
  const { path } = bench.dispatcher.endpoint as { path: string };
  assertEquals((await Deno.lstat(path)).isSocket, true);
  await bench.closeRemote();
  await bench.closeDispatcher();
  await assertRejects(() => Deno.lstat(path), Deno.errors.NotFound);
  await bench.close();
});
