import type { GateArm } from "../gate_document.ts";
import type { ArmName } from "./run_gate.ts";

/**
 * Tells the studies of both sides apart: where only the code differs, their plans are the same, and they
 * may have begun in the same millisecond.
 *
 * @param fingerprint Of what the side runs.
 * @param name Which side it is.
 * @param arm What it is.
 * @returns A SHA-256 in hexadecimal.
 */
export async function armFingerprint(
  fingerprint: string,
  name: ArmName,
  { commit }: GateArm,
): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([fingerprint, name, commit]));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
