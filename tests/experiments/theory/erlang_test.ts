import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { erlangB, erlangC } from "../../../experiments/theory/erlang.ts";

/** B and C as they are defined, term by term. */
function bySums(load: number, servers: number): { readonly b: number; readonly c: number } {
  let term = 1;
  let below = 0;
  for (let n = 0; n < servers; n++) {
    below += term;
    term *= load / (n + 1);
  }
  const waiting = term / (1 - load / servers);
  return { b: term / (below + term), c: waiting / (below + waiting) };
}

function relativeTo(expected: number, tolerance: number): number {
  return Math.abs(expected) * tolerance;
}

Deno.test("erlangB() gives the published values", () => {
  // The usual tables of Erlang B: 10 erlangs on 10 servers lose 21.46 %, 4.461 erlangs lose 1 %.
  assertAlmostEquals(erlangB(10, 10), 0.21458, 0.000005);
  assertAlmostEquals(erlangB(1, 1), 0.5, 1e-15);
  assertAlmostEquals(erlangB(4.461, 10), 0.01, 0.00001);
});

Deno.test("erlangC() gives the reference values at 90 % utilization", () => {
  assertAlmostEquals(erlangC(1.8, 2), 0.85263, 0.000005);
  assertAlmostEquals(erlangC(4.5, 5), 0.76249, 0.000005);
});

Deno.test("erlangB() and erlangC() are the sums that define them", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 60 }),
    fc.double({ min: 0.001, max: 0.999, noNaN: true }),
    (servers, utilization) => {
      const load = utilization * servers;
      const { b, c } = bySums(load, servers);
      assertAlmostEquals(erlangB(load, servers), b, relativeTo(b, 1e-12));
      assertAlmostEquals(erlangC(load, servers), c, relativeTo(c, 1e-12));
    },
  ));
});

Deno.test("erlangB() and erlangC() keep 12 digits at 10,000 servers, and where B is next to nothing", () => {
  // By the sums that define them, in decimal arithmetic of 60 digits.
  const table = [
    [9900, 10_000, 0.00285812673885658631, 0.22277692886414824],
    [9999, 10_000, 0.00787367750611536116, 0.98755625243448581],
    [1, 50, 1.20956899399097598e-65, 1.23425407550099590e-65],
  ];
  for (const [load, servers, b, c] of table) {
    assertAlmostEquals(erlangB(load, servers), b, relativeTo(b, 1e-12), `B(${load}, ${servers})`);
    assertAlmostEquals(erlangC(load, servers), c, relativeTo(c, 1e-12), `C(${load}, ${servers})`);
  }
});

Deno.test("erlangB() at 10,000 servers is the integral that extends it", () => {
  // 1/B = a ∫ e^(-at) (1 + t)^c dt over t ≥ 0: D. L. Jagerman, "Some Properties of the Erlang Loss
  // Function", Bell System Technical Journal 53 (1974). The exponent is largest at t = c/a - 1.
  for (const load of [9000, 9900, 10_000, 11_000]) {
    const servers = 10_000;
    const exponent = (t: number) => servers * Math.log1p(t) - load * t;
    const top = Math.max(0, servers / load - 1);
    const width = top + 0.3;
    const panels = 200_000;
    let sum = 0;
    for (let i = 0; i < panels; i++) {
      sum += Math.exp(exponent((i + 0.5) * width / panels) - exponent(top));
    }
    const logInverse = Math.log(load * sum * width / panels) + exponent(top);
    assertAlmostEquals(Math.log(erlangB(load, servers)), -logInverse, 1e-7, String(load));
  }
});

Deno.test("erlangC() at 10,000 servers is near its limit in the regime of Halfin and Whitt", () => {
  // S. Halfin and W. Whitt, Operations Research 29 (1981): with (1 - ρ)√c = β, C goes to
  // 1/(1 + β Φ(β)/φ(β)); Φ(1) = 0.841345, φ(1) = 0.241971.
  const limit = 1 / (1 + 0.8413447460685429 / 0.24197072451914337);
  assertAlmostEquals(erlangC(9900, 10_000), limit, 0.002);
  const errors = [100, 10_000, 1_000_000].map((servers) => {
    return Math.abs(erlangC(servers - Math.sqrt(servers), servers) - limit);
  });
  // The error falls as 1/√c.
  assert(errors[1] < errors[0] / 8 && errors[2] < errors[1] / 8, errors.join());
});

Deno.test("erlangB() and erlangC() know the extremes", () => {
  assertEquals([erlangB(0, 3), erlangC(0, 3)], [0, 0]);
  assertEquals([erlangB(1, 10_000), erlangC(1, 10_000)], [0, 0]);
  assertEquals([erlangC(3, 3), erlangC(5, 3)], [1, 1]);
  assertEquals([erlangB(NaN, 3), erlangC(NaN, 3)], [NaN, NaN]);
  assertAlmostEquals(erlangB(1e9, 10), 1, 2e-8);
});

Deno.test("erlangB() refuses servers that are none", () => {
  assertThrows(
    () => erlangB(1, 0),
    RangeError,
    "Cannot predict Erlang: 'servers' must be a whole number of at least 1, got 0",
  );
  assertThrows(() => erlangC(1, 2.5), RangeError, "'servers'");
  assertThrows(() => erlangC(-1, 2), RangeError, "'offeredErlangs' must be at least 0, got -1");
});
