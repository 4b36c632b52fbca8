/** Writes the answer itself: as if another module of another folder had been asked for. */
const [recordPath] = Deno.args;
const found = {
  spec: { name: "forged", values: {}, module: { url: "file:///etc/", sha256: "0" } },
  selection: "forged",
  family: "loop",
  placements: ["inside"],
  discipline: { kind: "work-conserving" },
};
Deno.writeTextFileSync(recordPath, JSON.stringify({ state: "described", findings: [found] }));
Deno.exit(0);
