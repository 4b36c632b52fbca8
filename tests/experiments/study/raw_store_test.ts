import { assertEquals, assertRejects } from "@std/assert";
import { keepRaw, rawOrders, readRaw } from "../../../experiments/study/raw_store.ts";
import { StudyStoreError } from "../../../experiments/study/store_error.ts";
import { measure } from "../../../experiments/trial/measure.ts";
import { encodeTrial } from "../../../experiments/trial/trial_file.ts";
import { withDirectory } from "../../cli/_with_directory.ts";
import { cell } from "../../reports/_records.ts";
import { trialResult } from "../trial/_trial_result.ts";

const identity = {
  schema: "dispatch-lab/trial@1",
  cell: cell("direct"),
  block: 0,
  order: 4,
  wallMs: 1,
} as const;
const stamps = { intended: 1, released: 2, accepted: 2.5, started: 4, ended: 7 };

Deno.test("readRaw() reads what keepRaw() kept", async () => {
  await withDirectory(async (directory) => {
    const result = trialResult([stamps, { intended: 3 }]);
    await keepRaw(directory, 4, encodeTrial(result));
    const read = await readRaw(directory, measure(result, 50, identity));
    assertEquals(new Uint8Array(read.columns.buffer), new Uint8Array(result.columns.buffer));
    assertEquals(read.facts, result.facts);
  });
});

Deno.test("readRaw() holds the file against the record, to the last digit of a wait", async () => {
  await withDirectory(async (directory) => {
    const result = trialResult([stamps]);
    const record = measure(result, 50, identity);
    for (
      const other of [
        [{ ...stamps, started: 4 + 1e-12 }],
        [stamps, stamps],
        [{ ...stamps, outcome: 2 }],
        [{ intended: 1 }],
      ]
    ) {
      await keepRaw(directory, 4, encodeTrial(trialResult(other)));
      await assertRejects(
        () => readRaw(directory, record),
        StudyStoreError,
        `"${directory}/raw/4.columns" holds the columns of another trial than number 4`,
      );
    }
  });
});

Deno.test("readRaw() names the file that it cannot use, whatever is wrong with its header", async () => {
  await withDirectory(async (directory) => {
    const record = measure(trialResult([stamps]), 50, identity);
    const path = `${directory}/raw/4.columns`;
    await keepRaw(directory, 4, new Uint8Array());
    const withHeader = (header: string) => {
      const text = new TextEncoder().encode(`dispatch-lab/columns@2\n0000${header}`);
      new DataView(text.buffer).setUint32(23, header.length, true);
      return text;
    };
    const lag = '"lag":{}';
    for (
      const header of [
        "no JSON",
        "null",
        `{${lag}}`,
        `{${lag},"tasks":0,"segmentsPerTask":1,"columnBytes":0}`,
        `{${lag},"tasks":1e15,"segmentsPerTask":1,"columnBytes":5e16,"facts":{}}`,
        `{${lag},"tasks":-1,"segmentsPerTask":1,"columnBytes":-50,"facts":null}`,
      ]
    ) {
      await Deno.writeFile(path, withHeader(header));
      await assertRejects(() => readRaw(directory, record), StudyStoreError, `"${path}" `);
    }
    await Deno.remove(path);
    await assertRejects(
      () => readRaw(directory, record),
      StudyStoreError,
      `"${path}" cannot be read`,
    );
  });
});

Deno.test("rawOrders() finds the columns that are there, and takes nothing else for any", async () => {
  await withDirectory(async (directory) => {
    assertEquals(await rawOrders(directory), new Set());
    for (const order of [0, 12]) await keepRaw(directory, order, new Uint8Array());
    for (const name of ["3.columns.bak", "x.columns", ".DS_Store"]) {
      await Deno.writeTextFile(`${directory}/raw/${name}`, "");
    }
    assertEquals(await rawOrders(directory), new Set([0, 12]));
  });
});

Deno.test("rawOrders() says that the folder cannot be read if it is a file", async () => {
  await withDirectory(async (directory) => {
    await Deno.writeTextFile(`${directory}/raw`, "");
    await assertRejects(() => rawOrders(directory), StudyStoreError, "it is not a directory");
  });
});
