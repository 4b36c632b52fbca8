import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { getAvailablePort } from "@std/net";
import { getAvailablePort as fromSubpath } from "@std/net/get-available-port";

Deno.test("getAvailablePort() finds a port one can listen on", () => {
  const port = getAvailablePort();
  assert(Number.isInteger(port) && port > 0 && port < 65_536);
  using listener = Deno.listen({ port });
  assertEquals(listener.addr.port, port);
});

Deno.test("getAvailablePort() prefers the given port if it is free", () => {
  const preferredPort = getAvailablePort({});
  assertEquals(fromSubpath({ preferredPort }), preferredPort);
});

Deno.test("getAvailablePort() finds another port if the given one is taken", () => {
  using listener = Deno.listen({ port: 0 });
  const preferredPort = listener.addr.port;
  assertNotEquals(getAvailablePort({ preferredPort }), preferredPort);
});

Deno.test("getAvailablePort() takes 0 for no preference", () => {
  assertNotEquals(getAvailablePort({ preferredPort: 0 }), 0);
});
