import type { GateDocument, HostFitness, StoredGate } from "../../../experiments/gate_document.ts";
import { defaultGatedMetrics } from "../../../reports/comparison/compared_metrics.ts";
import { arm, type ArmShape } from "./_arms.ts";

const FIT: HostFitness = { verdict: "fit", reasons: [] };

/** A gate of these arms, and of these for the fresh run. */
export function gate(
  arms: { readonly base: ArmShape; readonly head: ArmShape },
  fresh: { readonly base: ArmShape; readonly head: ArmShape } | null = null,
  more: Partial<GateDocument> = {},
): StoredGate {
  return {
    base: arm(arms.base),
    head: arm(arms.head),
    confirmation: fresh === null ? null : {
      base: arm({ blocks: 30, noise: 3, ...fresh.base }),
      head: arm({ blocks: 30, noise: 4, ...fresh.head }),
    },
    document: {
      schema: "dispatch-lab/gate@1",
      createdAt: "2026-01-02T03:04:05.000Z",
      base: { tree: "main", commit: "a".repeat(40), strategies: null },
      head: { tree: ".", commit: null, strategies: null },
      config: { profile: "quick" },
      seed: 1,
      blocks: 13,
      confirmationBlocks: 30,
      metrics: defaultGatedMetrics(),
      end: "complete",
      host: { before: FIT, after: FIT },
      repeatCommand: "deno task gate --base main",
      ...more,
    },
  };
}
