import { assertEquals } from "@std/assert";
import { shortCommit } from "../../mod.ts";

Deno.test("shortCommit() keeps 12 digits of a hash and other names whole", () => {
  const hash = "0123456789abcdef0123";
  assertEquals(shortCommit(hash.repeat(2)), "0123456789ab");
  assertEquals(shortCommit(hash.repeat(3) + "0123"), "0123456789ab");
  assertEquals(shortCommit("release-of-november"), "release-of-november");
});
