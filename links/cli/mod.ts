/**
 * Stands in for `jsr:@std/cli` where JSR cannot be reached: the parser of
 * command lines this project uses, with the name, signature and behaviour of
 * the original. deno.json's `links` points here; remove that field to use the
 * original.
 *
 * @module
 */
export * from "./parse_args.ts";
