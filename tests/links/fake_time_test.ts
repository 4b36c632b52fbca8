import { assert, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { FakeTime, TimeError } from "@std/testing/time";

const RealDate = Date;
const realSetTimeout = setTimeout;

/** A place to note what happened at which fake time. */
function journal(): { entries: string[]; note: (what: string) => () => void } {
  const entries: string[] = [];
  return { entries, note: (what) => () => entries.push(`${Date.now()} ${what}`) };
}

const STARTS: Record<string, [start: number | string | Date, ms: number]> = {
  "a number": [1_000, 1_000],
  "a number with a fraction, cut off": [1_000.7, 1_000],
  "a date": [new Date(2_000), 2_000],
  "a text": ["1970-01-01T00:00:03Z", 3_000],
};

for (const [name, [start, ms]] of Object.entries(STARTS)) {
  Deno.test(`FakeTime() starts at ${name}`, () => {
    using time = new FakeTime(start);
    assertEquals([time.start, time.now, Date.now(), new Date().getTime()], [ms, ms, ms, ms]);
    time.tick(5);
    assertEquals([time.start, time.now], [ms, ms + 5]);
  });
}

Deno.test("FakeTime() starts at the real time by default", () => {
  const before = Date.now();
  for (const start of [undefined, null]) {
    using time = new FakeTime(start);
    assert(time.start >= before);
    assertEquals(Date.now(), time.start);
  }
});

Deno.test("FakeTime() refuses what is no time", () => {
  assertThrows(() => new FakeTime(NaN), TypeError);
  assertThrows(() => new FakeTime("noon"), TypeError);
  assertEquals(setTimeout, realSetTimeout);
});

Deno.test("FakeTime() refuses to fake time twice", () => {
  using _time = new FakeTime();
  assertThrows(() => new FakeTime(), TimeError);
});

Deno.test("FakeTime.restore() puts everything back, once", () => {
  const real = [Date, setTimeout, clearTimeout, setInterval, clearInterval, AbortSignal.timeout];
  const globals = () => [
    Date,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    AbortSignal.timeout,
  ];
  const time = new FakeTime();
  assert(globals().every((fake, i) => fake !== real[i]));
  time.restore();
  assert(globals().every((one, i) => one === real[i]));
  assertThrows(() => time.restore(), TimeError);
  assertThrows(() => FakeTime.restore(), TimeError);
  new FakeTime();
  FakeTime.restore();
  assert(globals().every((one, i) => one === real[i]));
});

Deno.test("FakeTime.restore() leaves fakes that know time is real", () => {
  const time = new FakeTime(0);
  const { setTimeout: set, clearTimeout: clear, setInterval: every, Date: date } = globalThis;
  time.restore();
  assertThrows(() => void set(() => {}, 0), TimeError);
  assertThrows(() => clear(0), TimeError);
  assertThrows(() => void every(() => {}, 1), TimeError);
  assert(date.now() > 0);
});

Deno.test("Date is the real class with a fake clock", () => {
  using _time = new FakeTime(0);
  const date = new Date();
  assertInstanceOf(date, RealDate);
  assertInstanceOf(new RealDate(), Date);
  assertEquals(structuredClone(date).getTime(), 0);
  assertEquals(new Date(7), new RealDate(7));
  assertEquals(new Date(2020, 0, 1).getTime(), new RealDate(2020, 0, 1).getTime());
  assertEquals(Date.UTC(1970, 0, 2), 86_400_000);
  assertEquals(Date(), new RealDate(0).toString());
});

Deno.test("FakeTime.tick() calls what falls due, in order and at its time", () => {
  using time = new FakeTime(0);
  const { entries, note } = journal();
  setTimeout(note("second"), 20);
  setTimeout(note("first"), 10);
  setTimeout(note("tie, set later"), 20);
  setTimeout(note("too late"), 31);
  time.tick(30);
  assertEquals(entries, ["10 first", "20 second", "20 tie, set later"]);
  assertEquals(Date.now(), 30);
});

Deno.test("FakeTime.tick() calls what callbacks set, if it falls due as well", () => {
  using time = new FakeTime(0);
  const { entries, note } = journal();
  setTimeout(() => {
    note("outer")();
    setTimeout(note("at once"), 0);
    setTimeout(note("inner"), 5);
    setTimeout(note("too late"), 6);
  }, 10);
  time.tick(15);
  assertEquals(entries, ["10 outer", "10 at once", "15 inner"]);
});

Deno.test("FakeTime.tick() without a step calls what is due now", () => {
  using time = new FakeTime(0);
  const { entries, note } = journal();
  setTimeout(note("without delay"));
  setTimeout(note("negative delay"), -5);
  setTimeout(note("delay below 1"), 0.9);
  setTimeout(note("later"), 1);
  assertEquals(entries, []);
  time.tick();
  assertEquals(entries, ["0 without delay", "0 negative delay", "0 delay below 1"]);
});

Deno.test("FakeTime.tick() keeps fractions of milliseconds", () => {
  using time = new FakeTime(0);
  const { entries, note } = journal();
  time.tick(0.25);
  setTimeout(note("timeout"), 1);
  time.tick(1.25);
  assertEquals(entries, ["1.25 timeout"]);
  assertEquals([time.now, Date.now(), new Date().getTime()], [1.5, 1.5, 1]);
});

Deno.test("FakeTime.tick() stops the clock where a callback throws", () => {
  using time = new FakeTime(0);
  const { entries, note } = journal();
  setTimeout(() => {
    throw new RangeError("no");
  }, 10);
  setTimeout(note("after"), 20);
  assertThrows(() => time.tick(30), RangeError, "no");
  assertEquals([time.now, entries], [10, []]);
  time.tick(10);
  assertEquals(entries, ["20 after"]);
});

Deno.test("FakeTime.now moves forward only", () => {
  using time = new FakeTime(1_000);
  time.now = 1_000;
  time.now = 2_000;
  assertEquals(Date.now(), 2_000);
  assertThrows(() => time.now = 1_999, RangeError);
  assertThrows(() => time.tick(-1), RangeError);
});

Deno.test("setTimeout() passes arguments and returns a number", () => {
  using time = new FakeTime(0);
  const seen: unknown[] = [];
  const id = setTimeout((...args: unknown[]) => seen.push(...args), 3_000_000_000, "a", 1);
  assertEquals(typeof id, "number");
  time.tick(2_999_999_999);
  assertEquals(seen, []);
  time.tick(1);
  assertEquals(seen, ["a", 1]);
});

Deno.test("setTimeout() and setInterval() refuse a text as callback", () => {
  using _time = new FakeTime();
  assertThrows(() => void setTimeout("1" as never), TimeError);
  assertThrows(() => void setInterval("1" as never), TimeError);
});

Deno.test("clearTimeout() and clearInterval() take timers out, and ignore others", () => {
  using time = new FakeTime(0);
  const { entries, note } = journal();
  clearTimeout(setTimeout(note("timeout"), 1));
  clearInterval(setInterval(note("interval"), 1));
  clearTimeout(undefined);
  clearTimeout(99);
  time.tick(5);
  assertEquals([entries, time.next()], [[], false]);
});

Deno.test("setInterval() repeats until cleared, by itself too", () => {
  using time = new FakeTime(0);
  const { entries, note } = journal();
  const id = setInterval(() => {
    note("interval")();
    if (Date.now() === 30) clearInterval(id);
  }, 10);
  time.tick(100);
  assertEquals(entries, ["10 interval", "20 interval", "30 interval"]);
});

Deno.test("setInterval() gives way to timeouts set for the same time before its last call", () => {
  using time = new FakeTime(0);
  const { entries, note } = journal();
  setInterval(note("interval"), 10);
  time.tick(5);
  setTimeout(note("timeout"), 15);
  time.tick(15);
  assertEquals(entries, ["10 interval", "20 timeout", "20 interval"]);
});

Deno.test("setInterval() waits at least 1 ms", () => {
  using time = new FakeTime(0);
  const { entries, note } = journal();
  setInterval(note("interval"), 0);
  time.tick(2);
  assertEquals(entries, ["1 interval", "2 interval"]);
});

Deno.test("AbortSignal.timeout() goes by the fake clock", () => {
  using time = new FakeTime(0);
  const signal = AbortSignal.timeout(10);
  time.tick(9);
  assertEquals(signal.aborted, false);
  time.tick(1);
  assertInstanceOf(signal.reason, DOMException);
  assertEquals(signal.reason.name, "TimeoutError");
});

Deno.test("FakeTime.next() moves to the next timer and says whether there was one", () => {
  using time = new FakeTime(0);
  const { entries, note } = journal();
  clearTimeout(setTimeout(note("cleared"), 5));
  setTimeout(note("one"), 10);
  setTimeout(note("with it"), 10);
  setTimeout(note("two"), 20);
  assertEquals([time.next(), time.now, entries.length], [true, 10, 2]);
  assertEquals([time.next(), time.now, entries.length], [true, 20, 3]);
  assertEquals([time.next(), time.now, entries.length], [false, 20, 3]);
});

Deno.test("FakeTime.runAll() runs all timers, those set on the way too", () => {
  using time = new FakeTime(0);
  const { entries, note } = journal();
  setTimeout(() => setTimeout(note("inner"), 5), 10);
  time.runAll();
  assertEquals([entries, time.now], [["15 inner"], 15]);
});

Deno.test("FakeTime.tick(), next() and runAll() let no microtask run", async () => {
  using time = new FakeTime(0);
  const { entries, note } = journal();
  const done = Promise.resolve().then(note("microtask"));
  setTimeout(note("one"), 1);
  setTimeout(note("two"), 2);
  setTimeout(note("three"), 3);
  time.tick(1);
  time.next();
  time.runAll();
  assertEquals(entries, ["1 one", "2 two", "3 three"]);
  await done;
  assertEquals(entries.at(-1), "3 microtask");
});
