import { assertEquals } from "@std/assert";
import { attachSettledLog, createSettledLog } from "../../../experiments/trial/settled_log.ts";

Deno.test("take() gives each entry once, in the order of the log, to each reader", () => {
  const log = createSettledLog(4);
  const other = attachSettledLog(log.buffer);
  assertEquals(log.take(), -1);
  for (const task of [2, 0, 3]) log.append(task);
  assertEquals([log.take(), log.take()], [2, 0]);
  log.append(1);
  assertEquals([log.take(), log.take(), log.take()], [3, 1, -1]);
  assertEquals([1, 2, 3, 4, 5].map(() => other.take()), [2, 0, 3, 1, -1]);
});

Deno.test("append() calls back once the entry can be taken", () => {
  const log = createSettledLog(2);
  const seen: number[] = [];
  log.append(1);
  log.listen(() => seen.push(log.take(), log.take()));
  log.append(0);
  assertEquals(seen, [1, 0]);
});
