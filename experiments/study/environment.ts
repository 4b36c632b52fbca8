/**
 * The machine and software a study ran on.
 *
 * @module
 */
import { availableParallelism, cpus, totalmem } from "node:os";
import { localTimeMs } from "../trial/clock.ts";

/** What a reader must know of the machine. */
export interface Environment {
  /** Processor model. */
  readonly cpu: string;
  /** Logical processors that this process may use. */
  readonly cores: number;
  /** Memory, in GiB. */
  readonly memoryGiB: number;
  /** Operating system, release and architecture. */
  readonly os: string;
  /** Versions of the runtime and its parts. */
  readonly runtime: { readonly deno: string; readonly v8: string; readonly typescript: string };
  /** Load averages over 1, 5 and 15 minutes when the study began. */
  readonly loadAverage: readonly number[];
  /** Smallest step of the clock that was seen, in ns. */
  readonly clockResolutionNs: number;
  /** Commit of the project's checkout; null outside of one or without git. */
  readonly gitCommit: string | null;
  /** Whether tracked files differed from that commit. */
  readonly gitDirty: boolean | null;
}

/**
 * Looks at the machine.
 *
 * @returns What was found. What the system does not tell is an empty or null field.
 */
export async function captureEnvironment(): Promise<Environment> {
  const commit = await git("rev-parse", "HEAD");
  const changes = commit === null ? null : await git("status", "--porcelain", "-uno");
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30 * 10) / 10,
    os: `${Deno.build.os} ${Deno.osRelease()} ${Deno.build.arch}`,
    runtime: { ...Deno.version },
    loadAverage: Deno.loadavg().map((load) => Math.round(load * 100) / 100),
    clockResolutionNs: clockResolutionNs(),
    gitCommit: commit,
    gitDirty: changes === null ? null : changes !== "",
  };
}

/**
 * The smallest difference between two readings of the clock that is not zero.
 *
 * @returns The step, in whole ns.
 */
export function clockResolutionNs(): number {
  let smallestMs = Infinity;
  let beforeMs = localTimeMs();
  for (let reading = 0; reading < 20_000; reading++) {
    const nowMs = localTimeMs();
    if (nowMs > beforeMs) smallestMs = Math.min(smallestMs, nowMs - beforeMs);
    beforeMs = nowMs;
  }
  return Math.round(smallestMs * 1e6);
}

async function git(...args: string[]): Promise<string | null> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args,
      cwd: new URL("../../", import.meta.url),
      stdin: "null",
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : null;
  } catch {
    // No git, or no leave to run it: a study can do without.
    return null;
  }
}
