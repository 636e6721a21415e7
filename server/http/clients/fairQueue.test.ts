import { expect, it } from "vitest";
import { createFairQueue } from "./fairQueue.ts";

it("A place is one client's after the other, however many operations one of them has sent", async () => {
  const place = createFairQueue(1);
  const order: string[] = [];
  let inside = 0;
  const work = async (client: string, name: string) => {
    const leave = await place.take(client);
    expect(++inside).toBe(1);
    order.push(name);
    await new Promise((resolve) => setTimeout(resolve));
    inside--;
    leave();
  };
  const all = ["a1", "a2", "a3"].map((name) => work("a", name));
  all.push(work("b", "b1"), work("c", "c1"));
  await Promise.all(all);
  expect(order).toEqual(["a1", "a2", "b1", "c1", "a3"]);
  // It is free again.
  await work("d", "d1");
  expect(order.at(-1)).toBe("d1");
});

it("Of several places each is one piece of work's", async () => {
  const places = createFairQueue(2);
  const [first] = await Promise.all([places.take("a"), places.take("a")]);
  let isIn = false;
  const third = places.take("b").then((leave) => {
    isIn = true;
    return leave;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isIn).toBe(false);
  first();
  (await third)();
  expect(isIn).toBe(true);
});
