import { direct } from "./direct.ts";
import { ioHttp } from "./io_http.ts";
import { ioTcp } from "./io_tcp.ts";
import { ioUdp } from "./io_udp.ts";
import { ioUnix } from "./io_unix.ts";
import { ioWebsocket } from "./io_websocket.ts";
import { loopImmediate } from "./loop_immediate.ts";
import { loopMessageChannel } from "./loop_message_channel.ts";
import { loopMicrotask } from "./loop_microtask.ts";
import { loopNextTick } from "./loop_next_tick.ts";
import { loopSliced } from "./loop_sliced.ts";
import { loopTimer } from "./loop_timer.ts";
import { npmAsyncQueue } from "./npm_async_queue.ts";
import { npmFastq } from "./npm_fastq.ts";
import { npmPLimit } from "./npm_p_limit.ts";
import { npmPQueue } from "./npm_p_queue.ts";
import { npmPiscina } from "./npm_piscina.ts";
import {
  parseSelections,
  resolveParameters,
  type Selection,
  UnknownNameError,
} from "./parameters.ts";
import { queueAdaptiveLifo } from "./queue_adaptive_lifo.ts";
import { queueBounded } from "./queue_bounded.ts";
import { queueCodel } from "./queue_codel.ts";
import { queueNotified } from "./queue_notified.ts";
import { queuePolled } from "./queue_polled.ts";
import { queuePriority } from "./queue_priority.ts";
import type { ResolvedStrategy, Strategy } from "./strategy.ts";
import { threadMessage } from "./thread_message.ts";
import { threadRing } from "./thread_ring.ts";

const TABLE = {
  "direct": direct,
  "queue-polled": queuePolled,
  "queue-notified": queueNotified,
  "queue-bounded": queueBounded,
  "queue-codel": queueCodel,
  "queue-adaptive-lifo": queueAdaptiveLifo,
  "queue-priority": queuePriority,
  "loop-microtask": loopMicrotask,
  "loop-next-tick": loopNextTick,
  "loop-immediate": loopImmediate,
  "loop-timer": loopTimer,
  "loop-message-channel": loopMessageChannel,
  "loop-sliced": loopSliced,
  "thread-message": threadMessage,
  "thread-ring": threadRing,
  "io-tcp": ioTcp,
  "io-unix": ioUnix,
  "io-http": ioHttp,
  "io-websocket": ioWebsocket,
  "io-udp": ioUdp,
  "npm-fastq": npmFastq,
  "npm-p-queue": npmPQueue,
  "npm-p-limit": npmPLimit,
  "npm-async-queue": npmAsyncQueue,
  "npm-piscina": npmPiscina,
} as const satisfies Readonly<Record<string, Strategy>>;

/** Every strategy, in the order in which reports introduce them. */
export const strategies: readonly Strategy[] = Object.values(TABLE);

/**
 * What a study runs when no strategy is named: each strategy as it comes, and beside the classic
 * queue, which cannot serve more than ten tasks a second, one polled at a usable pace.
 */
export const coreStrategies: readonly Selection[] = parseSelections([
  "direct",
  "queue-polled",
  "queue-polled:intervalMs=5,drain=all",
  "queue-notified",
  "loop-microtask",
  "loop-immediate",
  "loop-timer",
  "loop-message-channel",
  "io-tcp",
].join(","));

/**
 * Finds a strategy and resolves its parameters.
 *
 * @param selection What the user asked for.
 * @returns The strategy with a value for each parameter.
 * @throws {UnknownNameError} If there is no strategy of that name.
 * @throws {RangeError} If a parameter is unknown or out of range.
 */
export function resolveStrategy(selection: Selection): ResolvedStrategy {
  const { name, given } = selection;
  if (!Object.hasOwn(TABLE, name)) {
    throw new UnknownNameError("strategy", name, Object.keys(TABLE));
  }
  const strategy: Strategy = TABLE[name as keyof typeof TABLE];
  return { strategy, values: resolveParameters(`strategy ${name}`, strategy.parameters, given) };
}
