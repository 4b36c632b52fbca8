/** The gate as the command line runs it, but that the host is found to be fit: a program for tests. */
import { gate } from "../../cli/gate.ts";
import { standardIo } from "../../cli/io.ts";
import { healthyHost } from "../experiments/host/healthy_host.ts";

const examine = () => Promise.resolve({ state: "examined", report: healthyHost } as const);

Deno.exit(await gate(Deno.args, standardIo(), { examine }));
