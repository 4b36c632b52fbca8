import { assert, assertEquals } from "@std/assert";
import { type KeyKind, legendKey } from "../../../reports/chart/mod.ts";
import { all, malformations } from "./_svg.ts";

const KINDS: readonly KeyKind[] = ["line", "bar", "interval"];

Deno.test("legendKey() is passed over by assistive technology and refers to nothing", async () => {
  let keys = "";
  for (const kind of KINDS) {
    for (let rank = 0; rank < 9; rank++) {
      const svg = legendKey({ rank, role: "measured" }, kind);
      assertEquals(all(svg, "svg")[0].getAttribute("aria-hidden"), "true");
      assertEquals(all(svg, "[id]").length, 0);
      assert(!svg.includes("url("), svg);
      keys += svg;
    }
  }
  assertEquals(await malformations(`<all>${keys}</all>`), []);
});

Deno.test("legendKey() differs for eight ranks without colour", () => {
  for (const kind of KINDS.filter((kind) => kind !== "interval")) {
    const keys = Array.from(
      { length: kind === "bar" ? 8 : 7 },
      (_, rank) => legendKey({ rank, role: "measured" }, kind).replace(/var\(--series-\d\)/g, ""),
    );
    assertEquals(new Set(keys).size, keys.length, kind);
  }
});

Deno.test("legendKey() of what theory says is dotted, and hollow if it has a symbol", () => {
  const line = legendKey({ rank: 2, role: "predicted" }, "line");
  assertEquals(all(line, "path").map((path) => path.getAttribute("stroke-dasharray")), ["0.1 5"]);
  const [, symbol] = all(legendKey({ rank: 2, role: "predicted" }, "interval"), "path");
  assertEquals(symbol.getAttribute("fill"), "var(--surface)");
});
