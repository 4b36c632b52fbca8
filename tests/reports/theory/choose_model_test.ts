import { assert, assertEquals, assertMatch } from "@std/assert";
import { DEFAULT_SEED, planStudy } from "../../../experiments/study/plan.ts";
import { workloadPresets } from "../../../experiments/workload/mod.ts";
import type { CellIdentity, TaskCounts } from "../../../experiments/record.ts";
import { chooseModel, type ModelChoice } from "../../../reports/theory/choose_model.ts";
import { strategies } from "../../../strategies/mod.ts";
import { cell, measured } from "../_records.ts";

const ALL_RAN = { state: "stable", counts: measured(cell("a"), 0).counts } as const;

function someLost(lost: Partial<TaskCounts>) {
  return { state: "stable", counts: { ...ALL_RAN.counts, completed: 90, ...lost } } as const;
}

/** A choice in a word, for tables. */
function inWords(choice: ModelChoice): string {
  switch (choice.kind) {
    case "closed-form":
      return choice.form === "polled"
        ? `${choice.drain}${choice.bodies === "whole" ? "" : ", awaiting"}`
        : choice.form;
    case "simulation":
      return `simulated ${choice.arrivals.kind} ${choice.serving.kind}`;
    case "twin":
      return `twin of ${choice.servers ?? "the loop"}${choice.tasks === "all" ? "" : ", ran"}`;
    case "none":
      return choice.reason;
  }
}

Deno.test("chooseModel() has a model for every strategy and workload of the catalogue", () => {
  const { cells } = planStudy(
    {
      strategies: strategies.map(({ name }) => name),
      workloads: Object.keys(workloadPresets),
      placement: "both",
      seed: DEFAULT_SEED,
    },
    null,
  );
  assert(cells.length > 300);
  const without = new Set<string>();
  for (const { identity } of cells) {
    const choice = chooseModel(identity, ALL_RAN);
    if (choice.kind === "none") without.add(`${identity.strategy} ${identity.workload}`);
  }
  assertEquals([...without], []);
});

Deno.test("chooseModel() chooses by arrivals, bodies and discipline", () => {
  const poisson = { workload: "poisson", arrivals: "poisson" } as const;
  const closed = { workload: "closed", arrivals: "closed", loop: "closed" } as const;
  const polled = { discipline: { kind: "polled", drain: "all" } } as const;
  const pool = { discipline: { kind: "work-conserving", servers: 2, concurrency: 2 } } as const;
  const delayed = { discipline: { kind: "delayed" } } as const;
  const trace = { workload: "trace:file=a.csv", arrivals: "replay" } as const;
  const own = { workload: "./mine.ts:rate=2", arrivals: "poisson", body: "custom" } as const;
  const outside = { placement: "outside" } as const;
  const table: [Partial<CellIdentity>, string][] = [
    [poisson, "set-up"],
    [{ ...poisson, discipline: { kind: "work-conserving", concurrency: 16 } }, "set-up"],
    [{ workload: "heavy-tail", arrivals: "poisson" }, "set-up"],
    [{ ...poisson, ...delayed }, "delayed"],
    [{ ...poisson, ...polled, ...outside }, "all"],
    // On the loop itself nothing can arrive during a pass, so draining all is draining those present.
    [{ ...poisson, ...polled }, "present"],
    [{ ...poisson, ...polled, body: "io" }, "present, awaiting"],
    [{ ...poisson, ...pool }, "simulated process fifo"],
    [{ ...poisson, ...pool, body: "await" }, "simulated process fifo"],
    [{ ...poisson, body: "await" }, "twin of the loop"],
    [{ workload: "io-heavy", arrivals: "poisson", body: "io" }, "twin of the loop"],
    [{}, "simulated process fifo"],
    [{ ...delayed }, "twin of the loop"],
    [{ ...polled }, "simulated process polled"],
    [{ workload: "mmpp", arrivals: "mmpp" }, "simulated process fifo"],
    [{ ...closed }, "simulated closed fifo"],
    [{ ...closed, ...polled }, "simulated closed polled"],
    [{ ...closed, body: "await" }, "twin of the loop"],
    [{ ...trace }, "twin of the loop"],
    [{ ...trace, ...pool }, "twin of 2"],
    [{ ...trace, ...polled }, "arrivals-unknown"],
    [{ ...own }, "twin of the loop"],
    [{ ...own, body: "cpu" }, "set-up"],
    [{ ...own, ...polled }, "no-model"],
    [{ workload: "steady", ...polled, body: "await" }, "no-model"],
    // A name that says something else than the record does is not believed.
    [{ workload: "steady", arrivals: "mmpp" }, "twin of the loop"],
  ];
  for (const [identity, expected] of table) {
    const choice = chooseModel(cell("a", identity), ALL_RAN);
    assertEquals(inWords(choice), expected, JSON.stringify(identity));
  }
});

Deno.test("chooseModel() knows what becomes of the others where tasks are given up", () => {
  const room = (overflow: "block" | "reject" | "drop-oldest") => {
    const discipline = { kind: "work-conserving", room: { capacity: 7, overflow } } as const;
    return { workload: "poisson", arrivals: "poisson", discipline } as const;
  };
  const table: [Partial<CellIdentity>, Partial<TaskCounts>, string][] = [
    [room("reject"), { dropped: 10 }, "simulated process bounded"],
    [room("drop-oldest"), { dropped: 10 }, "simulated process bounded"],
    [{ ...room("reject"), body: "io" }, { dropped: 10 }, "twin of the loop, ran"],
    [{ ...room("reject"), workload: "./mine.ts" }, { dropped: 10 }, "twin of the loop, ran"],
    [room("reject"), { dropped: 5, cancelled: 5 }, "twin of the loop, ran"],
    [room("block"), { cancelled: 10 }, "twin of the loop, ran"],
    [{}, { dropped: 10 }, "twin of the loop, ran"],
    [{ discipline: { kind: "polled", drain: "all" } }, { cancelled: 10 }, "given-up"],
    // With room to spare a bound changes nothing.
    [room("reject"), { completed: 100 }, "set-up"],
  ];
  for (const [identity, lost, expected] of table) {
    const choice = chooseModel(cell("a", identity), someLost(lost));
    assertEquals(inWords(choice), expected, JSON.stringify([identity, lost]));
  }
});

Deno.test("chooseModel() holds nothing against a cell without a steady state, and says why", () => {
  for (const [state, reason] of [["failed", "failed"], ["unstable", "unstable"]] as const) {
    const choice = chooseModel(cell("a"), { ...ALL_RAN, state });
    assert(choice.kind === "none");
    assertEquals(choice.reason, reason);
    assertMatch(choice.message, /^[^.]+$/);
  }
});
