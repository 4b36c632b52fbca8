import { assert, assertEquals } from "@std/assert";
import { createEventLog } from "../../cli/live/event_log.ts";
import { eventsOf, nextOf } from "./_event_stream.ts";

Deno.test("createEventLog() sends what is published to all who follow, in order", async () => {
  const log = createEventLog("run");
  const followers = [eventsOf(log.follow(null)), eventsOf(log.follow(log.lastId))];
  const first = followers.map(nextOf);
  await log.publish("trial", { name: "a\nb" });
  for (const event of await Promise.all(first)) {
    assertEquals(event, { id: "run-1", event: "trial", data: { name: "a\nb" } });
  }
  const second = followers.map(nextOf);
  await log.publish("complete", {});
  for (const event of await Promise.all(second)) assertEquals(event.event, "complete");
  log.close();
  for (const follower of followers) assertEquals((await follower.next()).done, true);
  assertEquals(log.pages, 0);
});

Deno.test("createEventLog() goes on after the event that a page knows", async () => {
  const log = createEventLog("run");
  await log.publish("trial", 1);
  await log.publish("trial", 2);
  const missed = eventsOf(log.follow("run-1"));
  assertEquals((await nextOf(missed)).data, 2);
  const fromTheFirst = eventsOf(log.follow(null));
  assertEquals([(await nextOf(fromTheFirst)).data, (await nextOf(fromTheFirst)).data], [1, 2]);
  log.close();
  const late = [];
  for await (const event of eventsOf(log.follow("run-1"))) late.push(event.data);
  assertEquals(late, [2]);
});

Deno.test("createEventLog() tells a page that knows another run so, and lets it go", async () => {
  const log = createEventLog("run");
  await log.publish("trial", 1);
  for (const after of ["other-1", "run-2", "run--1", "run-x", "", "run-1.5", "__proto__"]) {
    const events = eventsOf(log.follow(after));
    assertEquals((await nextOf(events)).event, "stranger", after);
    assertEquals((await events.next()).done, true);
  }
  assertEquals(log.pages, 0);
});

Deno.test("createEventLog() forgets pages that leave, whatever they were doing", async () => {
  const log = createEventLog("run");
  const waiting = log.follow(null).getReader();
  await waiting.read();
  const reading = waiting.read();
  const untouched = log.follow(null);
  assertEquals(log.pages, 2);
  await waiting.cancel();
  await untouched.cancel();
  assertEquals((await reading).done, true);
  assertEquals(log.pages, 0);
  await log.publish("trial", 1);
});

Deno.test("createEventLog() waits for who reads, and not for ever for who does not", async () => {
  const log = createEventLog("run", { patienceMs: 1 });
  const stalled = log.follow(null);
  await log.publish("trial", 1);
  await log.publish("trial", 2);
  // It cost no memory but its place, and gets all of it once it reads.
  const events = eventsOf(stalled);
  assertEquals([(await nextOf(events)).data, (await nextOf(events)).data], [1, 2]);
  await events.return();
  assertEquals(log.pages, 0);
});

Deno.test("publish() resolves no sooner than a reader has taken the event", async () => {
  const log = createEventLog("run", { patienceMs: 1e6 });
  const reader = log.follow(null).getReader();
  await reader.read();
  let isPublished = false;
  const publishing = log.publish("trial", 1).then(() => isPublished = true);
  await reader.read();
  assert(!isPublished);
  // Asking for more is how a reader tells that it has what came before.
  const more = reader.read();
  await publishing;
  await reader.cancel();
  assertEquals((await more).done, true);
});

Deno.test("createEventLog() lets the oldest go when too many follow, and says why", async () => {
  const log = createEventLog("run", { mostPages: 2 });
  const oldest = eventsOf(log.follow(null));
  const others = [log.follow(null), log.follow(null)];
  assertEquals((await nextOf(oldest)).event, "crowded");
  assertEquals((await oldest.next()).done, true);
  assertEquals(log.pages, 2);
  for (const other of others) await other.cancel();
});
