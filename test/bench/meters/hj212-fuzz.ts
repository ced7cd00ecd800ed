import { decodeFrame, framer } from "@celadon/hj212";
import { atMost, type Figure } from "../figure.ts";

const plain = [
  "##0140QN=20270101080000000;ST=32;CN=2061;PW=000000;MN=00000000000000000000CE1A;Flag=5;CP=&&DataTime=20270101070000;w00000-Cou=12.5,w00000-Flag=N&&E401\r\n",
  "##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80\r\n",
  `##0140QN=20270101080000000;MN=1;Flag=9;CP=&&{${Array.from({ length: 32 }, () => "0xE4").join()}}rest&&2200\r\n`,
].map((text) => new TextEncoder().encode(text));
const marks = new TextEncoder().encode("##0140Q=;,&&{}0x-.\r\n");

/** Numbers from 0 to below 2^32, the same in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

/** A frame with up to eight of its bytes changed, some of them to the marks of the grammar, or cut off. */
function mutated(random: Generator<number, never>): Uint8Array {
  const next = (below: number): number => Math.floor((random.next().value / 2 ** 32) * below);
  const bytes = (plain[next(plain.length)] as Uint8Array).slice();
  for (let changes = next(9); changes > 0; changes--) {
    bytes[next(bytes.length)] = next(2) === 0 ? next(256) : (marks[next(marks.length)] as number);
  }
  return next(8) === 0 ? bytes.subarray(0, next(bytes.length)) : bytes;
}

/**
 * A million mutated frames, each by itself and all in one stream: resident MiB at the end, beside those after the first tenth.
 * Throws where the codec does, or where an error has no place in its bytes.
 */
export async function hj212Fuzz(scale: number): Promise<Figure> {
  const count = Math.max(50_000, Math.round(1_000_000 * scale));
  const random = numbers(212);
  const options = { sm4: (_: Uint8Array, blocks: Uint8Array) => blocks, keys: () => [new Uint8Array(16)] } as const;
  const seen = { ok: 0, refused: 0 };
  const stream = framer(({ frame }) => frame.ok, options);
  const startedAt = performance.now();
  let [first, sent] = [0, 0];
  for (let i = 0; i < count; i++) {
    const bytes = mutated(random);
    const frame = decodeFrame(bytes, { ...options, lenient: i % 2 === 0 });
    if (frame.errors.some(({ offset }) => !(offset >= 0 && offset <= bytes.length)))
      throw new Error(`An error of frame ${i} has no place: ${JSON.stringify(frame.errors)}.`);
    seen[frame.ok ? "ok" : "refused"] += 1;
    stream.push(bytes);
    sent += bytes.length;
    if (i === Math.floor(count / 10)) first = residentMiB();
  }
  stream.end();
  const { frames, faults, droppedBytes } = stream.counts();
  if (frames === 0 || faults === 0 || droppedBytes > sent) throw new Error("The stream counts wrongly.");
  return atMost(1.25, {
    name: "meters-hj212-fuzz",
    ours: residentMiB(),
    reference: first,
    unit: "MiB",
    details: {
      inputs: count,
      ...seen,
      streamFrames: frames,
      streamFaults: faults,
      seconds: (performance.now() - startedAt) / 1000,
    },
  });
}

const residentMiB = (): number => process.memoryUsage.rss() / 2 ** 20;
