import { assertEquals } from "@std/assert";
import { configFromFlags } from "../../cli/bench_options.ts";
import { BENCH_FLAGS } from "../../cli/bench_options.ts";
import { parseFlags } from "../../cli/flags.ts";
import { repeatCommand } from "../../reports/repeat_command.ts";

Deno.test("repeatCommand() is the command that gives the config again", async () => {
  const commands = [
    "deno task bench --seed 7",
    "deno task bench --profile quick --strategy queue-polled:intervalMs=5,drain=all,direct " +
    "--workload poisson:ratePerSecond=10 --placement both --tasks 100 --blocks 2 --seed 1",
    "deno task bench --trace x.csv --trace-time t --trace-demand d --trace-demand-scale 0.5 " +
    "--trace-speed 10 --duration-ms 100 --seed 3 --keep-raw",
    "deno task bench --strategy ./mine.ts:batch=4,direct --workload ../my_load.ts --seed 1 " +
    "--slo-ms 20",
  ];
  for (const command of commands) {
    const config = await configFromFlags(parseFlags(command.split(" ").slice(3), BENCH_FLAGS));
    assertEquals(repeatCommand(config, config.seed!), command);
  }
});

Deno.test("repeatCommand() quotes what a shell would take apart", () => {
  const command = repeatCommand({ trace: { file: "it's $(here).csv" } }, 1);
  assertEquals(command, `deno task bench --trace 'it'\\''s $(here).csv' --seed 1`);
});
