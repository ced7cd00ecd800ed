import { sha256Stream } from "@celadon/quantity";
import { expect, test } from "vitest";
import { nativeSha256 } from "./native-sha256.ts";

test("the platform's SHA-256 is that of the pure packages, for texts and for bytes, in any pieces", () => {
  const pieces = [
    "celadon-activity-1\n",
    '"皮革 🐄"\n',
    new Uint8Array([0, 255, 128]),
    "",
    new Uint8Array(70_000).fill(49),
  ];
  const [native, pure] = [nativeSha256(), sha256Stream()];
  for (const piece of pieces) {
    native.update(piece);
    pure.update(piece);
  }
  expect(native.hex()).toBe(pure.hex());
});
