import type { StoredStudy } from "../../experiments/study_document.ts";
import { cell, classOf, failed, measured, study } from "./_records.ts";

/** Stable, unstable and failed cells, with and without a model, with classes and with warnings. */
export function everyKindOfCell(): StoredStudy {
  const direct = cell("direct", { family: "direct" });
  const quick = cell("loop-immediate");
  const polled = cell("queue-polled", {
    family: "queue",
    params: { intervalMs: 100, drain: "one" },
    discipline: { kind: "polled", drain: "one" },
  });
  const broken = cell("io-tcp", { family: "io", placement: "outside" });
  const poisson = cell("queue-notified", {
    workload: "poisson:ratePerSecond=200",
    arrivals: "poisson",
  });
  const shedding = cell("queue-codel", {
    workload: "mixed",
    family: "queue",
    body: "io",
    classes: ["io", "cpu"],
  });
  const shed = {
    offeredLoad: 1.5,
    counts: { ...measured(shedding, 0).counts, completed: 80, dropped: 20, rejected: 5 },
    classes: [
      classOf("io", { released: 50, completed: 50 }, 0.1),
      classOf("cpu", { released: 50, completed: 30, dropped: 20, rejected: 5 }, 2),
    ],
  };
  const woken = {
    wakeUp: { count: 70, meanMs: 0.05, secondMomentMs2: 0.005 },
    handOver: { count: 30, meanMs: 0.002, secondMomentMs2: 0.00001 },
  };
  const unstable = {
    stability: { state: "unstable", reason: "unfinished", growthMsPerSecond: 49_000 },
    counts: { ...measured(polled, 0).counts, completed: 4, unfinished: 96 },
    throughputPerSecond: 8,
  } as const;
  return study(
    [0, 1, 2].flatMap((block) => [
      measured(direct, block, { waitMs: 0.1 + block / 100, dispatchCallMs: 0.5, serviceMs: 0.5 }, {
        bodyInCallShare: 1,
      }),
      measured(quick, block, { waitMs: 0.2 + block / 100, dispatchCallMs: 0.001, serviceMs: 0.5 }),
      measured(polled, block, { dispatchCallMs: 0.001, serviceMs: 0.5 }, unstable),
      failed(broken, block, "crashed", "exit code 1: error: *bold* | <script>\u001b[31m"),
      measured(poisson, block, { waitMs: 0.2, serviceMs: 1, dispatchCallMs: 0.001 }, woken),
      measured(shedding, block, { waitMs: 1, dispatchCallMs: 0.001 }, {
        ...shed,
        twinWaitMs: 1 + block / 10,
      }),
    ]),
    { skipped: ["direct does not support placement outside"] },
  );
}
