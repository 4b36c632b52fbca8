import { assert, assertEquals, assertRejects } from "@std/assert";
import type { CellIdentity, FailedTrial } from "../../../experiments/record.ts";
import {
  createStudy,
  newestStudy,
  noteWatched,
  readStudy,
  resumeStudy,
} from "../../../experiments/study/study_store.ts";
import { StudyStoreError } from "../../../experiments/study/store_error.ts";
import type { StudyDocument } from "../../../experiments/study_document.ts";

const cell: CellIdentity = {
  strategy: "direct",
  workload: "burst",
  placement: "inside",
  params: {},
  family: "direct",
  discipline: { kind: "work-conserving" },
  arrivals: "batches",
  body: "cpu",
  loop: "open",
  classes: ["all"],
  sloMs: 50,
};

const study: StudyDocument = {
  schema: "dispatch-lab/study@1",
  createdAt: "2026-01-02T03:04:05.000Z",
  fingerprint: "f1",
  config: { profile: "quick" },
  seed: 1,
  blocks: 20,
  cells: [cell],
  skipped: [],
  environment: {
    cpu: "a processor",
    cores: 2,
    memoryGiB: 4,
    os: "linux",
    runtime: { deno: "2", v8: "15", typescript: "6" },
    loadAverage: [0, 0, 0],
    clockResolutionNs: 80,
    gitCommit: null,
    gitDirty: null,
  },
};

const trial = (order: number, message = "none"): FailedTrial => ({
  schema: "dispatch-lab/trial@1",
  cell,
  block: order,
  order,
  wallMs: 1,
  state: "failed",
  reason: "crashed",
  message,
});

/** A test with a directory that goes away after it. */
function storeTest(name: string, run: (parent: string) => Promise<void>): void {
  Deno.test({
    name,
    sanitizeResources: true,
    async fn() {
      const parent = await Deno.makeTempDir({ prefix: "store" });
      try {
        await run(parent);
      } finally {
        await Deno.remove(parent, { recursive: true });
      }
    },
  });
}

/** Writes a study with these trials. */
async function write(directory: string, orders: number[], document = study): Promise<void> {
  using writer = await createStudy(directory, document, false);
  for (const order of orders) await writer.append(trial(order));
}

async function refused(promise: Promise<unknown>, ...words: string[]): Promise<void> {
  const { message } = await assertRejects(() => promise, StudyStoreError);
  for (const word of words) assert(message.includes(word), `"${word}" in: ${message}`);
  assert(!message.includes("\n"));
}

/** What was kept, without what read it. */
async function readRecords(directory: string): Promise<object> {
  const { histograms: _, ...kept } = await readStudy(directory);
  return kept;
}

const ordersOf = async (directory: string) =>
  (await readStudy(directory)).trials.map(({ order }) => order);

storeTest("createStudy() writes a study that readStudy() reads back", async (parent) => {
  const directory = `${parent}/a/b`;
  using writer = await createStudy(directory, study, false);
  assertEquals([...writer.doneOrders], []);
  assertEquals(await readRecords(directory), { document: study, trials: [] });
  await writer.append(trial(3, "one\nline"));
  await writer.append(trial(0, "ü"));
  // Readable while it is being written.
  const { trials } = await readStudy(directory);
  assertEquals(trials, [trial(3, "one\nline"), trial(0, "ü")]);
});

storeTest("createStudy() takes a directory that holds other files", async (parent) => {
  await Deno.writeTextFile(`${parent}/notes.txt`, "mine");
  await write(parent, [0]);
  assertEquals(await Deno.readTextFile(`${parent}/notes.txt`), "mine");
});

storeTest("createStudy() does not touch a study that is there", async (parent) => {
  await write(parent, [0, 1]);
  await refused(
    createStudy(parent, study, false),
    parent,
    "this very study",
    "--resume",
    "--force",
  );
  const other = { ...study, fingerprint: "f2" };
  await refused(createStudy(parent, other, false), "another study", "--out");
  assertEquals(await ordersOf(parent), [0, 1]);
});

storeTest(
  "createStudy() does not mix its trials with some whose study.json is gone",
  async (parent) => {
    await write(parent, [0, 1]);
    await Deno.remove(`${parent}/study.json`);
    await refused(createStudy(parent, study, false), "another study");
    using _ = await createStudy(parent, study, true);
    assertEquals(await ordersOf(parent), []);
  },
);

for (const was of ["a study", "no study"] as const) {
  storeTest(
    `createStudy() by force leaves pictures of others where ${was} stood`,
    async (parent) => {
      if (was === "a study") await write(parent, [0]);
      const charts = `${parent}/charts`;
      await Deno.mkdir(`${charts}/2025`, { recursive: true });
      const own = ["answer.light.svg", "answer.dark.svg"];
      const others = ["photo.svg", "2025/answer.light.svg", "Answer.light.svg"];
      for (const name of [...own, ...others]) await Deno.writeTextFile(`${charts}/${name}`, name);
      using _ = await createStudy(parent, study, true);
      const left = Array.from(Deno.readDirSync(charts), ({ name }) => name).sort();
      assertEquals(left, ["2025", "Answer.light.svg", "photo.svg"]);
      for (const name of others) assertEquals(await Deno.readTextFile(`${charts}/${name}`), name);
    },
  );

  storeTest(
    `createStudy() by force removes charts/ with the last picture where ${was} stood`,
    async (parent) => {
      if (was === "a study") await write(parent, [0]);
      await Deno.mkdir(`${parent}/charts`);
      await Deno.writeTextFile(`${parent}/charts/answer.light.svg`, "older");
      using _ = await createStudy(parent, study, true);
      const names = Array.from(Deno.readDirSync(parent), ({ name }) => name).sort();
      assertEquals(names, ["study.json", "trials.ndjson"]);
    },
  );

  storeTest(
    `createStudy() by force follows no link called charts where ${was} stood`,
    async (parent) => {
      const elsewhere = await Deno.makeTempDir();
      await Deno.writeTextFile(`${elsewhere}/answer.light.svg`, "another's");
      if (was === "a study") await write(parent, [0]);
      await Deno.symlink(elsewhere, `${parent}/charts`);
      using _ = await createStudy(parent, study, true);
      assertEquals(await Deno.readTextFile(`${elsewhere}/answer.light.svg`), "another's");
      await Deno.remove(elsewhere, { recursive: true });
    },
  );
}

storeTest(
  "createStudy() overwrites no report that belongs to no study, but by force",
  async (parent) => {
    await Deno.mkdir(`${parent}/raw`);
    for (const name of ["report.md", "report.json", "sweep.md", "sweep.json", "knee.ndjson"]) {
      const path = `${parent}/${name}`;
      await Deno.writeTextFile(path, "mine");
      await refused(createStudy(parent, study, false), path, "belongs to no study", "--force");
      assertEquals(await Deno.readTextFile(path), "mine");
      await Deno.remove(path);
    }
    await Deno.writeTextFile(`${parent}/sweep.md`, "mine");
    using _ = await createStudy(parent, study, true);
    const names = Array.from(Deno.readDirSync(parent), ({ name }) => name).sort();
    assertEquals(names, ["raw", "study.json", "trials.ndjson"]);
  },
);

storeTest("createStudy() replaces a study by force, and nothing beside it", async (parent) => {
  await write(parent, [0, 1]);
  await Deno.mkdir(`${parent}/raw`);
  for (const name of ["report.json", "report.md", "report.html", "raw/0.columns", "notes.txt"]) {
    await Deno.writeTextFile(`${parent}/${name}`, "old");
  }
  const other = { ...study, fingerprint: "f2" };
  using _ = await createStudy(parent, other, true);
  assertEquals(await readRecords(parent), { document: other, trials: [] });
  const names = Array.from(Deno.readDirSync(parent), ({ name }) => name).sort();
  assertEquals(names, ["notes.txt", "study.json", "trials.ndjson"]);
});

storeTest("resumeStudy() goes on where a study stopped", async (parent) => {
  await write(parent, [2, 0]);
  {
    using writer = await resumeStudy(parent, "f1", study.environment);
    assertEquals([...writer.doneOrders].sort(), [0, 2]);
    await writer.append(trial(1));
  }
  assertEquals(await ordersOf(parent), [2, 0, 1]);
});

storeTest("resumeStudy() drops a record that was cut off, at any place", async (parent) => {
  const path = `${parent}/trials.ndjson`;
  await write(parent, [0, 1]);
  const whole = await Deno.readFile(path);
  const second = whole.indexOf(0x0a) + 1;
  for (const cut of [second, second + 1, second + 40, whole.length - 1]) {
    await Deno.writeFile(path, whole.subarray(0, cut));
    assertEquals(await ordersOf(parent), [0], `cut at ${cut}`);
    using writer = await resumeStudy(parent, "f1", study.environment);
    assertEquals([...writer.doneOrders], [0]);
    await writer.append(trial(1));
    assertEquals(await Deno.readFile(path), whole);
  }
});

storeTest("resumeStudy() starts from nothing where no trial has ended", async (parent) => {
  await write(parent, []);
  await Deno.remove(`${parent}/trials.ndjson`);
  using writer = await resumeStudy(parent, "f1", study.environment);
  assertEquals(writer.doneOrders.size, 0);
  assertEquals(await ordersOf(parent), []);
});

storeTest(
  "resumeStudy() notes a machine or version that the study did not begin on",
  async (parent) => {
    await write(parent, [0]);
    const minutesLater = { ...study.environment, loadAverage: [1, 1, 1], clockResolutionNs: 90 };
    (await resumeStudy(parent, "f1", minutesLater))[Symbol.dispose]();
    assertEquals((await readStudy(parent)).document, study);
    const elsewhere = { ...study.environment, cpu: "another" };
    const resume = () => resumeStudy(parent, "f1", elsewhere);
    (await resume())[Symbol.dispose]();
    assertEquals((await readStudy(parent)).document, study, "nothing has run elsewhere yet");
    for (const order of [1, 2]) {
      using writer = await resume();
      await writer.append(trial(order));
    }
    assertEquals((await readStudy(parent)).document.resumedOn, [elsewhere]);
  },
);

storeTest(
  "noteWatched() adds up over runs, and leaves a study alone that nobody watched",
  async (parent) => {
    await write(parent, [0]);
    await noteWatched(parent, 0);
    assertEquals((await readStudy(parent)).document, study);
    await noteWatched(parent, 2);
    await noteWatched(parent, 3);
    assertEquals((await readStudy(parent)).document, { ...study, watchedTrials: 5 });
  },
);

storeTest("resumeStudy() refuses another study, and none at all", async (parent) => {
  await refused(
    resumeStudy(parent, "f1", study.environment),
    "holds no study",
    "study.json is missing",
  );
  await refused(resumeStudy(`${parent}/nowhere`, "f1", study.environment), "holds no study");
  await write(parent, [0]);
  await refused(resumeStudy(parent, "f2", study.environment), "another study");
  assertEquals(await ordersOf(parent), [0]);
});

storeTest("readStudy() names a damaged line, and takes an empty one", async (parent) => {
  const path = `${parent}/trials.ndjson`;
  await write(parent, [0]);
  const line = await Deno.readTextFile(path);
  await Deno.writeTextFile(path, line + "\n" + JSON.stringify(trial(1)) + "\n");
  assertEquals(await ordersOf(parent), [0, 1]);
  const other = (from: string, to: string) => line.replace(from, to);
  const damages = [
    "{oops\n",
    "null\n",
    "{}\n",
    '{"schema":"dispatch-lab/trial@9"}\n',
    '{"schema":"dispatch-lab/trial@1","order":1}\n',
    other('"state":"failed"', '"state":"measured"'),
    other('"order":0', '"order":20'),
    other('"block":0', '"block":1'),
    other('"direct","workload"', '"indirect","workload"'),
  ];
  for (const damage of damages) {
    await Deno.writeTextFile(path, line + damage + line);
    await refused(readStudy(parent), "damaged at line 2", "--resume");
    await refused(resumeStudy(parent, "f1", study.environment), "damaged at line 2");
  }
});

storeTest("readStudy() refuses a document that could not be summarised", async (parent) => {
  const { gitCommit: _, ...uncommitted } = study.environment;
  const { discipline: __, ...undisciplined } = cell;
  const broken = [
    { ...study, config: { strategies: 5 } },
    { ...study, config: { profile: "nope" } },
    { ...study, environment: uncommitted },
    { ...study, cells: [undisciplined] },
    { ...study, cells: [{ ...cell, discipline: { ...cell.discipline, servers: "two" } }] },
    { ...study, blocks: 0 },
  ];
  for (const document of broken) {
    await Deno.writeTextFile(`${parent}/study.json`, JSON.stringify(document));
    await refused(readStudy(parent), "damaged or of another version");
  }
});

storeTest("readStudy() refuses a damaged document", async (parent) => {
  for (
    const text of [
      "",
      "{",
      "null",
      "[]",
      '{"schema":"dispatch-lab/study@1"}',
    ]
  ) {
    await Deno.writeTextFile(`${parent}/study.json`, text);
    await refused(readStudy(parent), "damaged or of another version");
  }
  await Deno.writeTextFile(`${parent}/study.json`, '{"schema":"dispatch-lab/study@9"}');
  await refused(readStudy(parent), 'its schema is "dispatch-lab/study@9"');
});

storeTest("the store explains paths that are no directory", async (parent) => {
  // Tests run as root too, to whom permissions are no hindrance: a file in the way is one to all.
  const file = `${parent}/file`;
  await Deno.writeTextFile(file, "");
  for (const path of [file, `${file}/below`]) {
    await refused(createStudy(path, study, false), path, "cannot be written", "not a directory");
    await refused(readStudy(path), path, "holds no study");
    await refused(resumeStudy(path, "f1", study.environment), path, "holds no study");
  }
});

storeTest("the store explains a file that cannot be written", async (parent) => {
  await write(parent, []);
  await Deno.remove(`${parent}/trials.ndjson`);
  await Deno.mkdir(`${parent}/trials.ndjson`);
  await refused(resumeStudy(parent, "f1", study.environment), parent, "cannot be ");
  await refused(readStudy(parent), parent, "cannot be read");
});

storeTest("newestStudy() finds the study that was begun last", async (parent) => {
  assertEquals(await newestStudy(`${parent}/nowhere`), null);
  assertEquals(await newestStudy(parent), null);
  const at = (day: number) => ({ ...study, createdAt: `2026-01-0${day}T00:00:00.000Z` });
  await write(`${parent}/b`, [], at(2));
  await write(`${parent}/a`, [], at(3));
  await write(`${parent}/c`, [], at(1));
  await Deno.mkdir(`${parent}/z`);
  await Deno.writeTextFile(`${parent}/y`, "");
  assertEquals(await newestStudy(parent), `${parent}/a`);
});
