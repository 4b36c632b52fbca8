import { hashModule } from "./hash_module.ts";
import type { StudyPlan } from "./plan.ts";

/**
 * Looks for modules of the user's own that are no longer what they were when the study was planned.
 * Each trial loads them afresh, so one that was edited meanwhile has made two programs of one cell.
 *
 * @param plan The plan.
 * @returns The URL of the first module that has changed or is gone; null if there is none.
 */
export async function findChangedModule({ cells }: StudyPlan): Promise<string | null> {
  const planned = new Map(
    cells.flatMap(({ strategy, customBody }) => [strategy.module, customBody?.module])
      .flatMap((module) => module === undefined ? [] : [[module.url, module.sha256]]),
  );
  for (const [url, sha256] of planned) {
    const found = await hashModule(new URL(url)).catch(() => null);
    if (found !== sha256) return url;
  }
  return null;
}
