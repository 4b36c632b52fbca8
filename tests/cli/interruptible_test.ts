import { assertEquals } from "@std/assert";
import { endingSignals, interruptible } from "../../cli/interruptible.ts";

const hasSignals = Deno.build.os !== "windows";

// SIGINT is for tests of the whole command: the test runner listens for it as well.
for (const name of hasSignals ? ["SIGTERM", "SIGHUP"] as const : []) {
  Deno.test(`interruptible() lets work end in good order on ${name}`, async () => {
    const ended = await interruptible((signal) =>
      new Promise((resolve) => {
        // A listener alone does not keep a program going.
        const work = setInterval(() => {}, 1000);
        signal.addEventListener("abort", () => {
          clearInterval(work);
          resolve("in good order");
        });
        Deno.kill(Deno.pid, name);
      }), [name]);
    assertEquals(ended, "in good order");
  });
}

Deno.test({
  name: "endingSignals() leaves a hang-up alone where there is no terminal, as under nohup",
  ignore: !hasSignals,
  fn() {
    assertEquals(endingSignals(true), ["SIGINT", "SIGTERM", "SIGHUP"]);
    assertEquals(endingSignals(false), ["SIGINT", "SIGTERM"]);
  },
});
