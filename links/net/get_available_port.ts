/** Options of {@linkcode getAvailablePort}. */
export interface GetAvailablePortOptions {
  /**
   * The port to try first. If it is taken, the system chooses another.
   *
   * @default {0}
   */
  preferredPort?: number;
}

/**
 * Finds a TCP port that is free now. Nothing keeps it free: where it can, a
 * server should listen on port 0 and say which one it got.
 *
 * @example Usage
 * ```ts ignore
 * import { getAvailablePort } from "@std/net/get-available-port";
 *
 * const port = getAvailablePort({ preferredPort: 6379 });
 * ```
 *
 * @param options Which port to try first.
 * @returns The number of a free port.
 * @throws If listening fails for a reason other than the port being taken.
 */
export function getAvailablePort(options?: GetAvailablePortOptions): number {
  const preferred = options?.preferredPort;
  try {
    return probe(preferred || 0);
  } catch (error) {
    if (preferred && error instanceof Deno.errors.AddrInUse) return probe(0);
    throw error;
  }
}

/** Listens for an instant on all interfaces, and says on which port. */
function probe(port: number): number {
  using listener = Deno.listen({ port });
  return listener.addr.port;
}
