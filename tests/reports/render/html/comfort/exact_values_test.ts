import { assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { exactValues } from "../../../../../reports/render/html/comfort/exact_values.ts";

Deno.test("exactValues() says of a point what its panel is about, where its own words do not", () => {
  const { document } = parseHTML(`<html><body><div class="chart-view"><svg>
    <g class="series" data-name="direct"><g class="points">
      <path d="M0 0h0"><title>after 5 ms: 2 ms</title></path>
    </g></g>
    <g class="series"><path class="point" d="M0 0h4"><title>io-tcp, p99: 3 ms</title></path></g>
  </svg></div></body></html>`);
  exactValues(document as unknown as Document);
  const said = [...document.querySelectorAll("[data-exact]")]
    .map((point) => point.getAttribute("data-exact"));
  assertEquals(said, ["direct after 5 ms: 2 ms", "io-tcp, p99: 3 ms"]);
  assertEquals(document.querySelectorAll("title").length, 0);
});
