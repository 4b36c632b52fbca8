/**
 * Runs a module of this project in a process of its own with the least permissions: it may read the
 * project, the folders of modules that it is told to import and the switches of a library in the
 * environment, talk to 127.0.0.1, write one file, its record, and use one socket beside it.
 *
 * @module
 */
import { localTimeMs } from "./clock.ts";
import { isInterrupt } from "./interrupt_signals.ts";
import { moduleFolder } from "./module_folder.ts";
import type { ModuleSpec } from "./spec.ts";

/** Why a child left no record. */
export type ChildFailureReason = "timed-out" | "crashed" | "killed" | "no-record";

/** What became of a child. */
export type ChildOutcome =
  | {
    readonly state: "recorded";
    /** What it wrote, not looked into. */
    readonly record: Uint8Array;
    /** From before it was spawned until it had ended, in ms. */
    readonly wallMs: number;
  }
  | {
    readonly state: "failed";
    readonly reason: ChildFailureReason;
    /** One line. */
    readonly message: string;
    readonly wallMs: number;
  }
  | { readonly state: "interrupted" };

/** How a child is run. */
export interface ChildOptions {
  /** The child is killed after this, in ms. */
  readonly timeoutMs: number;
  /** Kills the child; the outcome is `interrupted`. */
  readonly signal?: AbortSignal;
  /** Modules of the user's own that it imports: it may also read their folders. @default none */
  readonly modules?: readonly ModuleSpec[];
  /**
   * The folder of the project whose module the child is, with a slash at its end: it runs there, with the
   * `deno.json` that lies there, and may read it. @default this very project
   */
  readonly project?: URL;
}

// Children run in the project's folder and are given leave for "." and for a path without commas: in a
// list of permissions a comma separates paths and cannot be escaped.
const PROJECT = new URL("../../", import.meta.url);
// The threads of piscina ask for these and do not come up if they may not.
const SWITCHES = ["PISCINA_DISABLE_ATOMICS", "PISCINA_ENABLE_ASYNC_ATOMICS"];
const STDERR_LIMIT = 16 * 1024;

/**
 * Runs a child to its end.
 *
 * @param entry The child's module. The path of the record is its first argument.
 * @param input Goes to its standard input as JSON.
 * @param options When to lose patience.
 * @returns The outcome. Never throws for anything that the child did.
 */
export async function runChild(
  entry: URL,
  input: unknown,
  options: ChildOptions,
): Promise<ChildOutcome> {
  const recordPath = await createRecordFile();
  try {
    return await runWithRecord(entry, input, options, recordPath);
  } finally {
    // The child may have removed it itself, and rarely makes the other.
    await Deno.remove(recordPath).catch(() => {});
    await Deno.remove(scratchPathOf(recordPath)).catch(() => {});
  }
}

/**
 * Makes the empty file that a child may write.
 *
 * @returns Its absolute path, without a comma.
 * @throws {RangeError} If the system's folder for temporary files cannot be used; one line.
 */
export async function createRecordFile(): Promise<string> {
  let path: string;
  try {
    path = await Deno.realPath(await Deno.makeTempFile({ prefix: "dispatch-lab-" }));
  } catch (error) {
    throw new RangeError(
      `the folder for temporary files cannot be used: ${(error as Error).message}; set TMPDIR`,
    );
  }
  if (!path.includes(",")) return path;
  await Deno.remove(path);
  throw new RangeError(`temporary files go to "${path}": set TMPDIR to a folder without a comma`);
}

/**
 * Makes sure that records of children have a place, before anything is written or minutes are spent:
 * without it none could succeed.
 *
 * @throws {RangeError} If the system's folder for temporary files cannot be used; one line.
 */
export async function requireRecordPlace(): Promise<void> {
  await Deno.remove(await createRecordFile());
}

/**
 * Where a child may make one file or socket of its own.
 *
 * @param recordPath The path of its record.
 * @returns The path beside it.
 */
export function scratchPathOf(recordPath: string): string {
  return `${recordPath}.scratch`;
}

async function runWithRecord(
  entry: URL,
  input: unknown,
  { timeoutMs, signal, modules = [], project = PROJECT }: ChildOptions,
  recordPath: string,
): Promise<ChildOutcome> {
  if (signal?.aborted) return { state: "interrupted" };
  const beganMs = localTimeMs();
  const child = new Deno.Command(Deno.execPath(), {
    args: childArguments(entry, recordPath, modules, project),
    cwd: project,
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).spawn();
  const kill = () => {
    try {
      child.kill("SIGKILL");
    } catch {
      // It ended by itself in the meantime.
    }
  };
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, timeoutMs);
  signal?.addEventListener("abort", kill);
  const [stderr, status] = await Promise.all([
    readTail(child.stderr),
    child.status,
    writeAll(child.stdin, JSON.stringify(input)),
  ]);
  clearTimeout(timer);
  signal?.removeEventListener("abort", kill);

  const wallMs = localTimeMs() - beganMs;
  const failed = (reason: ChildFailureReason, message: string): ChildOutcome => ({
    state: "failed",
    reason,
    message,
    wallMs,
  });
  if (signal?.aborted || isInterrupt(status.signal)) return { state: "interrupted" };
  if (isLate) return failed("timed-out", `killed after ${Math.round(timeoutMs)} ms`);
  if (status.signal !== null) return failed("killed", `ended by ${status.signal}`);
  if (!status.success) {
    return failed("crashed", `exit code ${status.code}: ${firstError(stderr)}`);
  }
  const record = await Deno.readFile(recordPath).catch(() => new Uint8Array());
  if (record.length === 0) return failed("no-record", "the child exited without a record");
  return { state: "recorded", record, wallMs };
}

function childArguments(
  entry: URL,
  recordPath: string,
  modules: readonly ModuleSpec[],
  project: URL,
): string[] {
  const scratchPath = scratchPathOf(recordPath);
  const folders = modules.map((module) => moduleFolder(module, project))
    .filter((folder) => folder !== null);
  return [
    "run",
    "--quiet",
    "--no-prompt",
    "--cached-only",
    "--config=deno.json",
    // Packages that a module of the user's own imports are none of the project's: without this the
    // runtime would write them into the project's lock file, whatever the child may write itself.
    ...(modules.length === 0 ? [] : ["--no-lock"]),
    `--allow-read=${[".", scratchPath, ...folders].join(",")}`,
    `--allow-write=${recordPath},${scratchPath}`,
    `--allow-net=127.0.0.1,unix:${scratchPath}`,
    `--allow-env=${SWITCHES.join(",")}`,
    entry.href,
    recordPath,
  ];
}

async function writeAll(stream: WritableStream<Uint8Array>, text: string): Promise<void> {
  try {
    const writer = stream.getWriter();
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch {
    // A child that ends before it has read its spec is reported by its status.
  }
}

async function readTail(stream: ReadableStream<Uint8Array>): Promise<string> {
  let tail = "";
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    tail = (tail + decoder.decode(chunk, { stream: true })).slice(-STDERR_LIMIT);
  }
  return tail;
}

function firstError(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return lines.find((line) => line.startsWith("error:")) ?? lines[0] ?? "nothing on stderr";
}
