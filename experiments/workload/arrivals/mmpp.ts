import { requireAbove, requireAtLeast } from "../requirement.ts";
import type { ProcessOf, ProcessRules } from "./process.ts";

/**
 * A Markov-modulated Poisson process with two states: tasks arrive with rate λ₁ or λ₂, and a state
 * lasts an exponential time with mean 1 ÷ σ₁ or 1 ÷ σ₂. It starts in the stationary distribution: in
 * state 1 with probability σ₂ ÷ (σ₁ + σ₂).
 *
 *     mean rate                                (λ₁σ₂ + λ₂σ₁) ÷ (σ₁ + σ₂)
 *     index of dispersion for counts, t → ∞    1 + 2σ₁σ₂(λ₁ − λ₂)² ÷ ((σ₁ + σ₂)² (λ₁σ₂ + λ₂σ₁))
 *     and over a window t                      1 + (limit − 1) · (1 − (1 − e^(−rt)) ÷ rt), r = σ₁ + σ₂
 *
 * Source: W. Fischer and K. Meier-Hellstern, "The Markov-modulated Poisson process (MMPP) cookbook",
 * Performance Evaluation 18 (1993).
 *
 * Sampling is exact: given the states, arrivals are a Poisson process with a rate that changes at
 * known times, found by inverting the cumulative rate as in `ramp`.
 */
export const mmpp: ProcessRules<ProcessOf<"mmpp">> = {
  meanRatePerSecond({ lowRatePerSecond, highRatePerSecond, lowMs, highMs }) {
    requireAtLeast("arrivals", "lowRatePerSecond", lowRatePerSecond);
    requireAbove("arrivals", "highRatePerSecond", highRatePerSecond);
    requireAtLeast("arrivals", "highRatePerSecond", highRatePerSecond, lowRatePerSecond);
    requireAbove("arrivals", "lowMs", lowMs);
    requireAbove("arrivals", "highMs", highMs);
    return (lowRatePerSecond * lowMs + highRatePerSecond * highMs) / (lowMs + highMs);
  },
  times({ lowRatePerSecond, highRatePerSecond, lowMs, highMs }, random) {
    const states = {
      low: { ratePerMs: lowRatePerSecond / 1000, meanMs: lowMs, next: "high" },
      high: { ratePerMs: highRatePerSecond / 1000, meanMs: highMs, next: "low" },
    } as const;
    let state: "low" | "high" = random.uniform() * (lowMs + highMs) < highMs ? "high" : "low";
    let timeMs = 0;
    let stateEndsMs = random.exponential(states[state].meanMs);
    return () => {
      // What is expected to arrive between two arrivals is exponential with mean 1.
      let expected = random.exponential(1);
      for (;;) {
        const { ratePerMs, next } = states[state];
        const expectedInState = (stateEndsMs - timeMs) * ratePerMs;
        if (expected < expectedInState) return timeMs += expected / ratePerMs;
        expected -= expectedInState;
        timeMs = stateEndsMs;
        state = next;
        stateEndsMs += random.exponential(states[state].meanMs);
      }
    };
  },
};
