import { assertEquals } from "@std/assert";

/** Sends a task through a strategy and prints what ran. */
const PROGRAM = `
  import { resolveStrategy } from "./strategies/mod.ts";
  const { strategy, values } = resolveStrategy({ name: Deno.args[0], given: {} });
  const ran = Promise.withResolvers();
  const host = { capacity: 1, run: ran.resolve, drop() {} };
  const dispatcher = await strategy.open(host, values);
  const remote = await strategy.connect(dispatcher.endpoint, host);
  remote.dispatch(0);
  console.log("ran", await ran.promise);
  await remote.close();
  await dispatcher.close();
`;

for (const name of ["io-http", "io-websocket"]) {
  Deno.test(`createLoopbackClient() goes past the proxies of the environment: ${name}`, async () => {
    // Nobody listens there.
    const proxy = "http://127.0.0.1:9";
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", "--allow-net=127.0.0.1", "--ext=ts", "-", name],
      cwd: new URL("../../", import.meta.url),
      env: { NO_COLOR: "1", HTTP_PROXY: proxy, http_proxy: proxy, ALL_PROXY: proxy },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const input = child.stdin.getWriter();
    await input.write(new TextEncoder().encode(PROGRAM));
    await input.close();
    const { stdout, stderr } = await child.output();
    const text = new TextDecoder();
    assertEquals([text.decode(stdout), text.decode(stderr)], ["ran 0\n", ""]);
  });
}
