import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import type { ArrivalLog, CaptureStats } from "../../../experiments/capture/arrival_log.ts";
import { CaptureError, wrapDispatcher } from "../../../experiments/capture/mod.ts";
import { type AnyFunction, recordCalls } from "../../../experiments/capture/wrap_dispatcher.ts";

/** Wraps with a log that only says what it was told. */
function observed<Dispatch extends AnyFunction>(dispatch: Dispatch) {
  const events: string[] = [];
  let arrivals = 0;
  const log: ArrivalLog = {
    arrive: () => {
      events.push(`arrive ${arrivals}`);
      return arrivals++;
    },
    end: (arrival) => void events.push(`end ${arrival}`),
    stats: () => ({}) as CaptureStats,
    close: () => Promise.resolve(),
  };
  return { events, wrapped: recordCalls(dispatch, log) };
}

/** A folder that is gone when it is disposed of. */
function temporaryFolder(): Disposable & { readonly path: string } {
  const path = Deno.makeTempDirSync();
  return { path, [Symbol.dispose]: () => Deno.removeSync(path, { recursive: true }) };
}

/** Runs a program that imports the room by its path: no config, and no permission but those given. */
async function runService(program: string, permissions: readonly string[]) {
  using folder = temporaryFolder();
  const script = `${folder.path}/service.ts`;
  const module = new URL("../../../experiments/capture/mod.ts", import.meta.url);
  await Deno.writeTextFile(script, `import { wrapDispatcher } from "${module}";\n${program}`);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--no-config", ...permissions, script],
    env: { NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

Deno.test("wrapDispatcher() passes this, arguments and results through", () => {
  const queue = {
    tasks: [] as number[],
    submit(task: number, ...more: number[]) {
      return this.tasks.push(task, ...more);
    },
  };
  const { events, wrapped } = observed(queue.submit);
  const recording = { tasks: [] as number[], submit: wrapped };
  assertEquals([recording.submit(7), recording.submit(8, 9)], [1, 3]);
  assertEquals(recording.tasks, [7, 8, 9]);
  assertEquals(events, ["arrive 0", "end 0", "arrive 1", "end 1"]);
});

Deno.test("wrapDispatcher() keeps the type, name, length and properties of the function", () => {
  function submit(task: string, priority: number): string {
    return task + priority;
  }
  submit.version = 3;
  const { wrapped } = observed(submit);
  const same: typeof submit = wrapped;
  assertEquals(same("a", 1), "a1");
  assertEquals([wrapped.name, wrapped.length, wrapped.version], ["submit", 2, 3]);
});

Deno.test("wrapDispatcher() lets errors through as they were thrown", () => {
  const error = new Error("queue full");
  const { events, wrapped } = observed(() => {
    throw error;
  });
  const thrown = assertThrows(() => wrapped());
  assert(thrown === error);
  assertEquals(events, ["arrive 0", "end 0"]);
});

Deno.test("wrapDispatcher() records a promise until it settles, in whatever order", async () => {
  const waiting: PromiseWithResolvers<string>[] = [];
  const { events, wrapped } = observed(() => {
    waiting.push(Promise.withResolvers());
    return waiting.at(-1)!.promise;
  });
  const answers = [wrapped(), wrapped()];
  assertEquals(events, ["arrive 0", "arrive 1"]);
  waiting[1].resolve("second");
  assertEquals(await answers[1], "second");
  assertEquals(events.slice(2), ["end 1"]);
  const error = new Error("gone");
  waiting[0].reject(error);
  assert(await assertRejects(() => answers[0]) === error);
  assertEquals(events.slice(2), ["end 1", "end 0"]);
});

Deno.test("wrapDispatcher() leaves a rejection that nobody handles unhandled", async () => {
  const { wrapped } = observed(() => Promise.reject(new Error("forgotten")));
  const unhandled = new Promise<PromiseRejectionEvent>((resolve) => {
    globalThis.addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      resolve(event);
    }, { once: true });
  });
  void wrapped();
  assertEquals((await unhandled).reason.message, "forgotten");
});

Deno.test("wrapDispatcher() returns promises that are more than promises themselves", async () => {
  class Job extends Promise<number> {}
  const job = Job.resolve(1);
  const cancellable = Object.assign(Promise.resolve(2), { cancel: () => "cancelled" });
  const failing = Object.assign(Promise.reject(new Error("no")), { cancel: () => {} });
  for (const promise of [job, cancellable]) {
    const { events, wrapped } = observed(() => promise);
    assert(wrapped() === promise);
    await promise;
    assertEquals(events, ["arrive 0", "end 0"]);
  }
  const { events, wrapped } = observed(() => failing);
  assert(wrapped() === failing);
  await assertRejects(() => failing, Error, "no");
  assertEquals(events, ["arrive 0", "end 0"]);
});

Deno.test("wrapDispatcher() does not set off a thenable that is no promise", () => {
  let asked = 0;
  // As query builders are, which run when they are first awaited.
  const query = { then: () => void asked++ };
  const { events, wrapped } = observed(() => query);
  assert(wrapped() === query);
  assertEquals([asked, events], [0, ["arrive 0", "end 0"]]);
});

Deno.test("wrapDispatcher() writes the file by the time that close() resolves", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/tasks.ndjson`;
  const submit = wrapDispatcher((task: number) => task * 2, { path });
  for (let task = 0; task < 5000; task++) assertEquals(submit(task), task * 2);
  await submit.close();
  const lines = (await Deno.readTextFile(path)).trimEnd().split("\n");
  assertEquals(lines.length, 5000);
  const { state, recorded, lost, writtenBytes } = submit.stats();
  assertEquals({ state, recorded, lost, writtenBytes }, {
    state: "closed",
    recorded: 5000,
    lost: 0,
    writtenBytes: (await Deno.stat(path)).size,
  });
  assertEquals(submit(4), 8);
  assertEquals(submit.stats().recorded, 5000);
});

Deno.test("wrapDispatcher() can be left to `await using`", async () => {
  using folder = temporaryFolder();
  const path = new URL(`file://${folder.path}/tasks.ndjson`);
  {
    await using submit = wrapDispatcher(() => {}, { path, maxTasks: 2 });
    for (let task = 0; task < 3; task++) submit();
  }
  assertEquals((await Deno.readTextFile(path)).split("\n").length, 3);
});

Deno.test("wrapDispatcher() refuses a file that exists, unless it may overwrite it", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/tasks.ndjson`;
  await Deno.writeTextFile(path, "precious\n");
  const error = assertThrows(() => wrapDispatcher(() => {}, { path }), CaptureError);
  assertEquals(
    error.message,
    `Cannot record arrivals to "${path}": the file exists: choose another path, or set 'overwrite'`,
  );
  assert(error.cause instanceof Deno.errors.AlreadyExists);
  assertEquals(await Deno.readTextFile(path), "precious\n");
  await wrapDispatcher(() => {}, { path, overwrite: true }).close();
  assertEquals(await Deno.readTextFile(path), "");
});

Deno.test("wrapDispatcher() says in one line why a file cannot be made", () => {
  using folder = temporaryFolder();
  const table: [path: string, why: string][] = [
    [`${folder.path}/none/tasks.ndjson`, "its folder does not exist: create it first"],
    [folder.path, "it is a folder: name a file in it"],
  ];
  for (const [path, why] of table) {
    const { message } = assertThrows(
      () => wrapDispatcher(() => {}, { path, overwrite: true }),
      CaptureError,
    );
    assertEquals(message, `Cannot record arrivals to "${path}": ${why}`);
  }
});

Deno.test({
  name: "wrapDispatcher() says that it lacks the permission to write",
  permissions: { write: false },
  fn() {
    const { message } = assertThrows(() => wrapDispatcher(() => {}, { path: "a" }), CaptureError);
    assertEquals(
      message,
      'Cannot record arrivals to "a": permission denied: run with --allow-write for this path',
    );
  },
});

Deno.test({
  name: "wrapDispatcher() keeps errors of the disk from the caller and gives them to close()",
  ignore: Deno.build.os !== "linux",
  async fn() {
    // All permissions: Deno gives no part of them for devices.
    const { code, stdout, stderr } = await runService(
      `const submit = wrapDispatcher((task: number) => task, { path: "/dev/full", overwrite: true });
       const results = [submit(1)];
       const message = await submit.close().catch(({ message }) => message);
       console.log(JSON.stringify({ results: [...results, submit(2)], message, ...submit.stats() }));`,
      ["--allow-all"],
    );
    assertEquals(code, 0, stderr);
    const { results, message, recorded, lost, failure } = JSON.parse(stdout);
    const expected =
      'Cannot record arrivals to "/dev/full": No space left on device (os error 28) ' +
      "(0 rows were written)";
    assertEquals({ results, message, recorded, lost, failure }, {
      results: [1, 2],
      message: expected,
      recorded: 0,
      lost: 1,
      failure: expected,
    });
  },
});

Deno.test("wrapDispatcher() refuses what it cannot wrap, before it makes a file", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/tasks.ndjson`;
  const refused = (dispatch: unknown, options = {}) =>
    assertThrows(() => wrapDispatcher(dispatch as () => void, { path, ...options }), Error).message;
  assertEquals(
    refused("submit"),
    "Cannot record arrivals: what is called must be a function, got string",
  );
  assertStringIncludes(refused(Object.assign(() => {}, { close() {} })), "property 'close'");
  assertEquals(
    refused(() => {}, { capacity: 0 }),
    "Cannot record arrivals: 'capacity' must be a whole number from 1 to 16777216, got 0",
  );
  assertStringIncludes(refused(() => {}, { maxTasks: 1.5 }), "'maxTasks' must be a whole number");
  assertEquals([...Deno.readDirSync(folder.path)], []);
});

Deno.test("wrapDispatcher() does not keep the process alive", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/tasks.ndjson`;
  const { code, stderr } = await runService(
    `wrapDispatcher(() => {}, { path: ${JSON.stringify(path)} })();`,
    [`--allow-write=${path}`],
  );
  assertEquals(code, 0, stderr);
  // A process that stayed for the timer would have written the row.
  assertEquals((await Deno.stat(path)).size, 0);
});
