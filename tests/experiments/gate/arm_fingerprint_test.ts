import { assertEquals, assertMatch } from "@std/assert";
import { armFingerprint } from "../../../experiments/gate/arm_fingerprint.ts";

Deno.test("armFingerprint() tells sides, commits and plans apart", async () => {
  const arm = (commit: string | null) => ({ tree: ".", commit, strategies: null });
  const found = [
    await armFingerprint("f1", "base", arm(null)),
    await armFingerprint("f1", "head", arm(null)),
    await armFingerprint("f1", "head", arm("c1")),
    await armFingerprint("f2", "head", arm("c1")),
  ];
  assertEquals(new Set(found).size, found.length);
  assertEquals(await armFingerprint("f1", "base", arm(null)), found[0]);
  for (const fingerprint of found) assertMatch(fingerprint, /^[0-9a-f]{64}$/);
});
