/**
 * The machine and software a study ran on.
 *
 * @module
 */
import { availableParallelism, cpus, totalmem } from "node:os";
import type { Environment } from "../study_document.ts";
import { clockResolutionNs } from "../trial/clock.ts";

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
