import { assertEquals } from "@std/assert";
import { attachDoor } from "../../strategies/_door.ts";

/** A door at an offset, and the cell that it lives in. */
function openDoor() {
  const buffer = new SharedArrayBuffer(16);
  return { cells: new Int32Array(buffer), door: attachDoor(buffer, 8) };
}

Deno.test("pass() returns when there is room, without waiting", () => {
  const { door, cells } = openDoor();
  assertEquals([door.pass(() => true), door.pass(() => true)], ["room", "room"]);
  assertEquals([cells[0], cells[1], cells[3]], [0, 0, 0]);
});

Deno.test("pass() sees room that is made before it has begun to wait", () => {
  const { door } = openDoor();
  let looks = 0;
  // The other thread makes room right after a look: the wait must not begin.
  const hasRoom = () => {
    if (looks++ > 0) return true;
    door.open();
    return false;
  };
  assertEquals(door.pass(hasRoom), "room");
  assertEquals(looks, 2);
});

Deno.test("pass() sees a door that closes before it has begun to wait", () => {
  const { door } = openDoor();
  const hasRoom = () => {
    door.close();
    return false;
  };
  assertEquals(door.pass(hasRoom), "closed");
});

Deno.test("close() is for good: open() changes nothing, and nobody looks for room", () => {
  const { door } = openDoor();
  door.close();
  door.open();
  assertEquals(door.pass(() => true), "closed");
});
