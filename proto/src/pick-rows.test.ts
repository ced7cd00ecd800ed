import { expect, test } from "vitest";
import { pickRows } from "./pick-rows.ts";
import { readingReader } from "./reading-reader.ts";
import { readingWriter } from "./reading-writer.ts";

const batch = () => {
  const writer = readingWriter("tannery");
  const rest = { micro: 0, revision: 3, coversSeconds: 900, quality: 2, marks: 128 };
  ["main", "steam", "water", "steam"].forEach((name, i) => {
    writer.push({ channel: writer.channel(name), atMs: 1_767_225_600_000 + i, whole: i, ...rest });
  });
  return writer.take({ receivedMs: 7, origin: "grpc" });
};

test("picked rows say what they said, of the channels they name, and of the same sender", () => {
  const picked = pickRows(batch(), [3, 2, 1]);
  expect(picked).toMatchObject({ factory: "tannery", channels: ["steam", "water"], receivedMs: 7n, origin: "grpc" });
  const reader = readingReader(picked);
  const rows = Array.from({ length: reader.count }, (_, i) => [
    ...[picked.channels[reader.channel(i)], reader.at(i), reader.valueText(i), reader.revision(i)],
    ...[reader.coversSeconds(i), reader.quality(i), reader.marks(i), reader.faultAt(i)],
  ]);
  const at = 1_767_225_600_000;
  expect(rows).toEqual([
    ["steam", at + 3, "3", 3, 900, 2, 128, undefined],
    ["water", at + 2, "2", 3, 900, 2, 128, undefined],
    ["steam", at + 1, "1", 3, 900, 2, 128, undefined],
  ]);
});

test("all rows are the batch, no rows are an empty one", () => {
  expect(pickRows(batch(), [0, 1, 2, 3])).toEqual(batch());
  expect(pickRows(batch(), [])).toMatchObject({ count: 0, channels: [] });
});

test("a channel index outside of the names stays outside of them", () => {
  const good = batch();
  const channel = good.channel.slice();
  channel[4] = 9; // row 1
  const picked = pickRows({ ...good, channel }, [0, 1]);
  expect(picked.channels).toEqual(["main"]);
  expect(readingReader(picked).faultAt(1)).toContain("Channel index 9 points outside the 1 channel names");
});
