import { runDeno } from "./_deno_command.ts";

/** What is used of the graph that `deno info --json` prints. */
interface Graph {
  readonly modules: readonly {
    readonly specifier: string;
    readonly local?: string;
    readonly dependencies?: readonly {
      readonly specifier: string;
      readonly code?: { readonly specifier?: string };
    }[];
  }[];
}

/**
 * Hashes a module of the user's own together with what it imports by relative paths. Packages, and the
 * modules of this project if they are imported by name, are not part of it; neither are files that it
 * reads when it runs.
 *
 * @param url Where it is.
 * @param signal Ends it.
 * @returns A SHA-256 in hexadecimal. The same wherever the files lie.
 * @throws {RangeError} If a file cannot be read; one line.
 * @throws {Interrupted} If the signal ended it.
 */
export async function hashModule(url: URL, signal?: AbortSignal): Promise<string> {
  const { success, stdout } = await runDeno(["info", "--json", url.href], signal);
  const { modules }: Graph = success ? JSON.parse(stdout) : { modules: [] };
  const byUrl = new Map(modules.map((module) => [module.specifier, module]));
  const reached = new Set([url.href]);
  for (const at of reached) {
    for (const { specifier, code } of byUrl.get(at)?.dependencies ?? []) {
      const isByPath = /^(?:\.{0,2}\/|file:)/.test(specifier);
      if (isByPath && code?.specifier?.startsWith("file:")) reached.add(code.specifier);
    }
  }
  const contents = await Promise.all(
    [...reached].map(async (href) => await sha256(await read(href))),
  );
  return await sha256(new TextEncoder().encode(contents.join("\n")));
}

async function read(href: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await Deno.readFile(new URL(href));
  } catch (error) {
    throw new RangeError(`"${href}" cannot be read: ${(error as Error).message}`);
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
