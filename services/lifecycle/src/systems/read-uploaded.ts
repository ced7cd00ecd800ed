import { StringDecoder } from "node:string_decoder";
import { canonicalSystem, readSystem } from "@celadon/inventory-to-footprint/systems";
import { type Answer, rejected } from "./answer.ts";
import { type SharedSystem, sharedSystem } from "./shared-system.ts";
import type { UploadedFiles } from "./uploaded-files.ts";

/** A line of a matrix is some tens of characters long, and one of a list some hundreds. */
const lineCharsMost = 1 << 20;
/** `1 1 1` and its line end. */
const entryBytesLeast = 6;

/** The system that files make, in shared memory. Refused: what reading refuses, and files that no matrix of their size can be. */
export function readUploaded(files: UploadedFiles): Answer<SharedSystem> {
  for (const [file, blocks] of files) {
    const fault = file.endsWith(".mtx") ? faultOfSizes(file, blocks) : undefined;
    if (fault !== undefined) return fault;
  }
  const long: string[] = [];
  const contentOf = (file: string): Iterable<string> | undefined => {
    const blocks = files.get(file);
    return blocks && lines(blocks, () => long.push(file));
  };
  const system = readSystem(contentOf);
  const uncertainty = contentOf("uncertainty.csv");
  const text = uncertainty && [...uncertainty].join("");
  const [first] = long;
  if (first !== undefined)
    return badFile(`${first} has a line of more than ${lineCharsMost} characters. Check how its lines end.`);
  if (system.kind !== "accept") return system;
  const canonical = canonicalSystem(system.value, text);
  return canonical.kind === "accept" ? { kind: "accept", value: sharedSystem(canonical.value) } : canonical;
}

/** The text of blocks, in pieces that end where lines do. It ends early at a line that is too long, and says so. */
function* lines(blocks: readonly Uint8Array[], onTooLong: () => void): Generator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for (const { buffer, byteOffset, byteLength } of blocks) {
    const text = rest + decoder.write(Buffer.from(buffer, byteOffset, byteLength));
    const end = text.lastIndexOf("\n") + 1;
    rest = text.slice(end);
    if (end > 0) yield text.slice(0, end);
    if (rest.length <= lineCharsMost) continue;
    onTooLong();
    return;
  }
  rest += decoder.end();
  if (rest !== "") yield rest;
}

/** Room for as many entries as a matrix states is made before they are read, so that nobody may state more than can be there. */
function faultOfSizes(file: string, blocks: readonly Uint8Array[]): Answer<never> | undefined {
  const bytes = blocks.reduce((sum, { length }) => sum + length, 0);
  for (const piece of lines(blocks, () => undefined)) {
    for (const line of piece.split("\n")) {
      if (line.startsWith("%") || line.trim() === "") continue;
      const stated = Number(line.trim().split(/\s+/)[2]);
      if (!(stated * entryBytesLeast > bytes + entryBytesLeast)) return undefined;
      return badFile(`${file} states ${stated} entries and has ${bytes} bytes in all: it may be cut short.`);
    }
  }
  return undefined;
}

const badFile = (message: string): Answer<never> => rejected("bad-file", message);
