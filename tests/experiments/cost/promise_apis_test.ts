import { assertEquals, assertRejects } from "@std/assert";
import type { PromiseApiSpec } from "../../../experiments/cost/cost_record.ts";
import { LIBRARY_APIS, openPromiseApi } from "../../../experiments/cost/promise_apis.ts";

const specs: PromiseApiSpec[] = [
  ...Object.keys(LIBRARY_APIS).map((name) => ({ kind: "library", name }) as const),
  { kind: "submitter", strategy: { name: "queue-notified", values: {} } },
  { kind: "submitter", strategy: { name: "loop-sliced", values: { sliceMs: 1 } } },
];

for (const spec of specs) {
  const name = spec.kind === "library" ? spec.name : spec.strategy.name;

  Deno.test(`openPromiseApi() settles in order, each promise after its function: ${name}`, async () => {
    const api = await openPromiseApi(spec, 100);
    const events: string[] = [];
    const promises = Array.from(
      { length: 100 },
      (_, task) =>
        api.submit(() => void events.push(`ran ${task}`))
          .then(() => events.push(`settled ${task}`)),
    );
    await promises.at(-1);
    const only = (what: string) => events.filter((event) => event.startsWith(what));
    const numbered = (what: string) => Array.from({ length: 100 }, (_, task) => `${what} ${task}`);
    assertEquals(only("ran"), numbered("ran"));
    assertEquals(only("settled"), numbered("settled"));
    for (let task = 0; task < 100; task++) {
      assertEquals(events.indexOf(`ran ${task}`) < events.indexOf(`settled ${task}`), true);
    }
    await api.close();
  });
}

Deno.test("openPromiseApi() refuses what does not exist", async () => {
  await assertRejects(
    () => openPromiseApi({ kind: "library", name: "toString" }, 1),
    RangeError,
    'unknown library API "toString"',
  );
});
