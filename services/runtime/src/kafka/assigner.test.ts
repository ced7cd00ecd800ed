import fc from "fast-check";
import { expect, test } from "vitest";
import { assign, type Member } from "./assigner.ts";

const member = (instance: string, more: Partial<Member> = {}): Member => ({
  ...{ id: `id of ${instance}`, instance, configuration: "c", startedMs: 0 },
  ...more,
});
const ownerOf = (assigned: ReturnType<typeof assign>, partition: number) =>
  [...assigned].find(([, { partitions }]) => partitions.includes(partition))?.[0];

test("every partition goes to one member, and nobody has more than its share", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 48 }),
      (instances, partitions) => {
        const assigned = assign(
          instances.map((one) => member(one)),
          partitions,
        );
        const all = [...assigned.values()].flatMap((one) => one.partitions);
        expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: partitions }, (_, i) => i));
        const share = Math.ceil(partitions / instances.length);
        for (const one of assigned.values()) expect(one.partitions.length).toBeLessThanOrEqual(share);
      },
    ),
  );
});

test("a member that comes back under another id finds its partitions", () => {
  const before = assign([member("a"), member("b"), member("c")], 24);
  const after = assign([member("c"), member("b", { id: "new", startedMs: 9 }), member("a")], 24);
  expect(after.get("new")?.partitions).toEqual(before.get("id of b")?.partitions);
});

test("one that joins two others leaves at least half of the partitions where they were", () => {
  const before = assign([member("a"), member("b")], 24);
  const after = assign([member("a"), member("b"), member("c")], 24);
  const stayed = Array.from({ length: 24 }, (_, p) => ownerOf(before, p) === ownerOf(after, p)).filter(Boolean);
  expect(stayed.length).toBeGreaterThanOrEqual(12);
});

test("who differs from the one that began first gets nothing, and is told so", () => {
  const assigned = assign(
    [member("late", { configuration: "epoch 2", startedMs: 5 }), member("first", { configuration: "epoch 1" })],
    4,
  );
  expect(assigned.get("id of late")).toEqual({ partitions: [], refused: "epoch 1" });
  expect(assigned.get("id of first")?.partitions).toEqual([0, 1, 2, 3]);
});
