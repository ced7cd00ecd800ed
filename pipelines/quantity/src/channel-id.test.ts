import { expect, test } from "vitest";
import { channelIdOf, isName } from "./channel-id.ts";

test("an id is the factory's word before the channel's, so a shard can be read off it", () => {
  expect(channelIdOf("tannery", "main")).toBe(8_040_006_693_869_330_378n); // by Python's hashlib
  expect(channelIdOf("tannery", "main") >> 32n).toBe(channelIdOf("tannery", "steam") >> 32n);
  expect(channelIdOf("tannery", "main") & 0xffff_ffffn).toBe(channelIdOf("paper mill", "main") & 0xffff_ffffn);
});

test.each(["main", "1", "蒸汽 2号", "boiler/steam (t)", "a".repeat(128), "W-2_b.c+d"])("%s is a name", (text) => {
  expect(isName(text)).toBe(true);
});

test.each(["", " main", "main ", "a\tb", "a\nb", "a\\b", "a'b", "-a", "a".repeat(129), "a\u0000b", "a;b"])(
  "%j is no name: it could break a row, a path or a query",
  (text) => {
    expect(isName(text)).toBe(false);
  },
);
