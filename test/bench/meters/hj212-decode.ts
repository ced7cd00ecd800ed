import { dataFields, decodeFrame, encodeFrame, message } from "@celadon/hj212";
import { atLeast, type Figure } from "../figure.ts";

const codes = ["a21026", "a21002", "a34013", "a19001", "a01011", "a01012", "a01013", "a01014"];
const many = 512; // different frames, so that nothing is met twice in a row

/** Uploads as a chimney's logger sends them: CN 2011, eight items of a value and its flag. */
function uploads(): readonly Uint8Array[] {
  return Array.from({ length: many }, (_, i) => {
    const instantMs = Date.UTC(2027, 0, 1) + 30_000 * i;
    const exchange = { version: 2017, qn: String(20270101080000000 + i), st: "31", pw: "123456" } as const;
    const mn = `010000A8900016F0${String(i % 64).padStart(8, "0")}`;
    const items = codes.map((code, k) => ({
      code,
      values: { Rtd: `${(7 * i + k) % 300}.${10 + ((i + k) % 90)}` },
      flag: "N",
    }));
    const encoded = encodeFrame({ fields: message({ ...exchange, mn }, "2011", dataFields(instantMs, items)) });
    if (!encoded.ok) throw new Error(encoded.message);
    return encoded.bytes;
  });
}

/**
 * HJ 212 from the bytes of a frame, its CRC checked, to the object that `celadon hj212 decode` prints, beside `JSON.parse` of that
 * object's text. Frames a second.
 */
export async function hj212Decode(scale: number): Promise<Figure> {
  const frames = uploads();
  const texts = frames.map((bytes) => JSON.stringify(decodeFrame(bytes)));
  if (texts.some((text) => !text.startsWith('{"ok":true,'))) throw new Error("A frame of the measurement is not ok.");
  const rounds = Math.max(40, Math.round(400 * scale));
  const best = { ours: Number.POSITIVE_INFINITY, reference: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round++) {
    best.ours = Math.min(
      best.ours,
      secondsOf(frames, (bytes) => decodeFrame(bytes).items.length),
    );
    best.reference = Math.min(
      best.reference,
      secondsOf(texts, (text) => JSON.parse(text).items.length),
    );
  }
  return atLeast(0.8, {
    name: "meters-hj212",
    ours: many / best.ours,
    reference: many / best.reference,
    unit: "frames/s",
    details: {
      items: codes.length,
      frameBytes: frames[0]?.length ?? "none",
      objectLetters: texts[0]?.length ?? "none",
    },
  });
}

function secondsOf<T>(inputs: readonly T[], work: (input: T) => number): number {
  const startedAt = performance.now();
  let items = 0;
  for (const input of inputs) items += work(input);
  const seconds = (performance.now() - startedAt) / 1000;
  if (items !== inputs.length * codes.length) throw new Error("An item is missing.");
  return seconds;
}
