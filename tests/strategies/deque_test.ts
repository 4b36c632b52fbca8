import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { createDeque } from "../../strategies/_deque.ts";

const operation = fc.constantFrom("push", "push", "shift", "pop");

Deno.test("createDeque() agrees with a plain array, however often it wraps around", () => {
  fc.assert(fc.property(fc.array(operation, { maxLength: 200, size: "max" }), (operations) => {
    const deque = createDeque(5);
    const model: number[] = [];
    operations.forEach((operation, task) => {
      if (operation === "shift") assertEquals(deque.shift(), model.shift() ?? -1);
      else if (operation === "pop") assertEquals(deque.pop(), model.pop() ?? -1);
      else if (model.length < 5) {
        deque.push(task);
        model.push(task);
      }
      assertEquals(deque.size(), model.length);
      if (model.length > 0) assertEquals(deque.oldest(), model[0]);
    });
  }));
});

Deno.test("createDeque() holds as many tasks as it was made for", () => {
  for (const capacity of [0, 1, 2, 3, 4, 5, 1000]) {
    const deque = createDeque(capacity);
    for (let task = 0; task < capacity; task++) deque.push(task);
    assertEquals(deque.size(), capacity);
    for (let task = 0; task < capacity; task++) assertEquals(deque.shift(), task);
    assertEquals(deque.shift(), -1);
  }
});
