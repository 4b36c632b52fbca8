/**
 * Whether what a gate measures stays what it was at the beginning.
 *
 * @module
 */
import {
  ARMS,
  findChangedModule,
  fingerprintSources,
  type OfArms,
  type StudyPlan,
} from "../mod.ts";
import type { GateRequest } from "./gate_request.ts";

/** Says in one line what has changed since; null if nothing has. */
export type FindChange = () => Promise<string | null>;

/** The code at hand, which runs the trials of a side that is no checkout of this project itself. */
const AT_HAND = new URL("../", import.meta.url);

/**
 * Remembers what both sides are made of. Refs are left out: their checkouts are the gate's own.
 *
 * @param request What is compared.
 * @param plans What is run.
 * @returns Looks for changes since.
 */
export async function watchSides(
  request: Pick<GateRequest, keyof OfArms<unknown>>,
  plans: OfArms<StudyPlan>,
): Promise<FindChange> {
  const watched = new Map<string, { readonly noun: string; readonly fingerprint: string }>();
  for (const name of ARMS) {
    const { project, arm } = request[name];
    if (project?.kind === "ref") continue;
    const [folder, noun] = project === undefined
      ? [AT_HAND, "the code of dispatch-lab"]
      : [project.project, `the code of the ${name} (${arm.tree})`];
    if (watched.has(folder.href)) continue;
    watched.set(folder.href, { noun, fingerprint: await fingerprintSources(folder) });
  }
  return async () => {
    const module = await findChangedModule(plans.base) ?? await findChangedModule(plans.head);
    if (module !== null) return sayChanged(`"${module}"`);
    for (const [folder, { noun, fingerprint }] of watched) {
      if (await fingerprintSources(new URL(folder)) !== fingerprint) return sayChanged(noun);
    }
    return null;
  };
}

function sayChanged(what: string): string {
  return `${what} changed while the gate ran, so its trials are not alike: run it again`;
}
