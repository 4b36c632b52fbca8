/**
 * Stands in for `jsr:@std/net` where JSR cannot be reached: the port finder
 * this project uses, with the name, signature and behaviour of the original,
 * written anew on `Deno.listen`. deno.json's `links` points here; remove that
 * field to use the original.
 *
 * @module
 */
export { getAvailablePort, type GetAvailablePortOptions } from "./get_available_port.ts";
