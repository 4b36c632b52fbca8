import { threadCpuMs } from "../trial/clock.ts";
import { createBareHost } from "./bare_host.ts";
import type { CostRequest, IdleCpuResult } from "./cost_record.ts";
import { openOutside } from "./outside.ts";

/**
 * Opens a strategy, lets another thread dispatch one task, and then waits while nothing comes.
 *
 * @param request Whom to measure, and for how long.
 * @param scratchPath Path at which the strategy may make one file or socket.
 * @returns Processor time of the calling thread in the silence.
 */
export async function measureIdleCpu(
  { strategy, idleMs }: Extract<CostRequest, { kind: "idle-cpu" }>,
  scratchPath: string,
): Promise<IdleCpuResult> {
  const bare = createBareHost({ capacity: 1, scratchPath });
  const outside = await openOutside(strategy, bare);
  const whenSettled = bare.expect(1);
  await outside.dispatch(1);
  await whenSettled;
  const beganMs = bare.clock.now();
  const cpuBeforeMs = threadCpuMs();
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  const cpuMs = threadCpuMs() - cpuBeforeMs;
  const wallMs = bare.clock.now() - beganMs;
  await outside.close();
  return { kind: "idle-cpu", wallMs, cpuMs };
}
