import { openEngineThreads, systemRpc } from "@celadon/lifecycle";
import { SolveResponse, SystemServiceDefinition } from "@celadon/proto";
import { expect, test } from "vitest";
import { allOf, errorOf } from "./error-of.ts";
import { served } from "./served.ts";
import { piecesOf, randomTexts, type SystemTexts, tanneryTexts } from "./system-texts.ts";

async function opened(limits?: Parameters<typeof systemRpc>[1]) {
  const threads = openEngineThreads(2);
  const service = await served([systemRpc(threads, limits)]);
  return {
    threads,
    client: service.clients.create(SystemServiceDefinition, 60_000),
    [Symbol.asyncDispose]: async () => {
      await service[Symbol.asyncDispose]();
      await threads[Symbol.asyncDispose]();
    },
  };
}
type Opened = Awaited<ReturnType<typeof opened>>;

async function* streamed<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
const upload = ({ client }: Opened, texts: SystemTexts) => client.upload(streamed(piecesOf(texts)));

test("one system brought twice at once is kept once, under one hash", async () => {
  await using service = await opened();
  const texts = randomTexts(21, 400);
  const both = await Promise.all([upload(service, texts), upload(service, texts)]);
  expect(new Set(both.map(({ system }) => system?.hash)).size).toBe(1);
  expect(both.map(({ known }) => known).toSorted()).toEqual([false, true]);
  const { known } = await upload(service, texts);
  expect(known).toBe(true);
}, 60_000);

test("an upload that is given up in the middle leaves its room to the next one", async () => {
  const kept = { systemsMost: 8, bytesMost: 1 << 26 };
  await using service = await opened({ upload: { systemBytesMost: 1 << 23, comingBytesMost: 4 << 20 }, kept });
  const going = new AbortController();
  let isFull = false;
  const stuck = async function* () {
    for (let piece = 0; piece < 40; piece++) yield { file: "A.mtx", content: new Uint8Array(1 << 16) }; // 2.5 MiB
    isFull = true;
    await new Promise((resolve) => going.signal.addEventListener("abort", resolve));
  };
  const first = errorOf(service.client.upload(stuck(), { signal: going.signal }));
  while (!isFull) await new Promise((resolve) => setTimeout(resolve, 5));
  const texts = randomTexts(22, 100); // 8 files, each of them a block: 2 MiB
  await new Promise((resolve) => setTimeout(resolve, 1_000)); // until all of the first is there
  expect(await errorOf(upload(service, texts))).toMatchObject({ reason: "too-many-uploads" });
  going.abort();
  await first;
  const again = async (left: number): Promise<string> => {
    const took = await upload(service, texts).then(
      () => "taken",
      () => "no room",
    );
    if (took === "taken" || left === 0) return took;
    await new Promise((resolve) => setTimeout(resolve, 10));
    return again(left - 1);
  };
  expect(await again(200)).toBe("taken");
}, 60_000);

test("a deadline that has passed before the call begins is one that was exceeded, and no thread works", async () => {
  await using service = await opened();
  const hash = (await upload(service, tanneryTexts)).system?.hash ?? "";
  const late = { deadline: new Date(Date.now() - 1_000) };
  const one = { hash, product: "leather", method: "gwp100" };
  for (const call of [
    service.client.solve({ ...one, amount: 1 }, late),
    allOf(service.client.footprints({ hash }, late)),
    allOf(service.client.monteCarlo({ hash, method: "gwp100", products: ["leather"], runs: 1_000_000 }, late)),
  ])
    expect(await errorOf(call)).toMatchObject({ code: "DEADLINE_EXCEEDED" });
  while (service.threads.working() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
}, 60_000);

test("more threads than runs make as many runs as were asked for", async () => {
  await using service = await opened();
  const hash = (await upload(service, tanneryTexts)).system?.hash ?? "";
  const asked = { hash, method: "gwp100", products: ["leather", "heat"], seed: 3n };
  const spreads = async (runs: number, threads: number) =>
    (await allOf(service.client.monteCarlo({ ...asked, runs, threads }))).filter(
      ({ part }) => part?.$case !== "progress",
    );
  expect(await spreads(1, 64)).toEqual(await spreads(1, 1));
  expect(await spreads(3, 4_000_000_000)).toEqual(await spreads(3, 1));
}, 60_000);

test("an answer of exactly as many bytes as a message may have arrives, and one of one more is refused by name", async () => {
  await using service = await opened();
  const bytesMost = 4 * 2 ** 20 - 4_096;
  /** 41 processes whose ids are long; the last one's is of so many characters. */
  const long = (last: number): SystemTexts => {
    const ids = Array.from({ length: 41 }, (_, i) => `${i}`.padStart(i === 40 ? last : 102_000, "x"));
    const diagonal = ids.map((_, i) => `${i + 1} ${i + 1} 1`).join("\n");
    return {
      "A.mtx": `%%MatrixMarket matrix coordinate real general\n41 41 41\n${diagonal}\n`,
      "B.mtx": "%%MatrixMarket matrix coordinate real general\n1 41 1\n1 1 2\n",
      "C.mtx": "%%MatrixMarket matrix coordinate real general\n1 1 1\n1 1 1\n",
      "products.csv": `index,id,name,unit\n${ids.map((_, i) => `${i},p${i},,kg\n`).join("")}`,
      "processes.csv": `index,id,name,unit\n${ids.map((id, i) => `${i},${id},,\n`).join("")}`,
      "flows.csv": "index,id,name,unit\n0,co2,,kg\n",
      "methods.csv": "index,id,name,unit\n0,gwp,,kg\n",
    };
  };
  const solved = async (last: number) => {
    const hash = (await upload(service, long(last))).system?.hash ?? "";
    return service.client.solve({ hash, product: "p0", amount: 1 });
  };
  const bytesOf = (answer: SolveResponse): number => SolveResponse.encode(answer).finish().length;
  const first = bytesOf(await solved(100_000));
  const exact = 100_000 + bytesMost - first;
  expect(bytesOf(await solved(exact))).toBe(bytesMost);
  expect(await errorOf(solved(exact + 1))).toMatchObject({ code: "RESOURCE_EXHAUSTED", reason: "answer-too-large" });
}, 60_000);
