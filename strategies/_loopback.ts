/**
 * What the strategies that go through the loopback network have in common.
 *
 * @module
 */
import type { NumberParameter } from "./parameters.ts";

/** The only address that trials may talk to. */
export const LOOPBACK = "127.0.0.1";

/** The parameter that says where the loop's half listens. */
export const PORT: NumberParameter = {
  kind: "number",
  default: 0,
  min: 0,
  max: 65_535,
  integer: true,
  about: "port to listen on; 0 takes a free one",
};

/**
 * Makes a client that goes straight to a port.
 *
 * Note: tried the runtime's own client; rejected because with HTTP_PROXY set it takes even loopback
 * requests to the proxy.
 *
 * @param port Where the server listens.
 * @param connections Most connections that are kept open for later requests.
 * @returns The client; whoever made it closes it.
 */
export function createLoopbackClient(port: number, connections: number): Deno.HttpClient {
  return Deno.createHttpClient({
    proxy: { transport: "tcp", hostname: LOOPBACK, port },
    poolMaxIdlePerHost: connections,
    poolIdleTimeout: false,
    http2: false,
  });
}
