/** One server-sent event. */
export interface StreamEvent {
  readonly id: string | null;
  readonly event: string;
  // deno-lint-ignore no-explicit-any -- tests look into it
  readonly data: any;
}

/** Reads server-sent events; ends when the stream does. Leaving the loop cancels the stream. */
export async function* eventsOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<StreamEvent, void> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop()!;
    for (const block of blocks) {
      const field = (name: string) =>
        block.split("\n").find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const event = field("event");
      if (event === undefined) continue;
      yield { id: field("id") ?? null, event, data: JSON.parse(field("data")!) };
    }
  }
}

/** The next event of a stream, which must have one. */
export async function nextOf(events: AsyncGenerator<StreamEvent, void>): Promise<StreamEvent> {
  const { done, value } = await events.next();
  if (done === true) throw new Error("the stream has ended");
  return value as StreamEvent;
}
