import { instantText } from "@celadon/quantity";
import type { ReadingChunk } from "./reading-chunk.ts";
import type { DecoderCounts, ReadingDecoder, ReadingSink, Refusal } from "./sink.ts";

/** A reading as a test wants to see it. */
export interface Seen {
  readonly factory: string;
  readonly channel: string;
  readonly at: string;
  readonly value: string;
  readonly revision: number;
  readonly coversSeconds: number;
  readonly quality: number;
  readonly marks: number;
  readonly line: number;
}

export interface Gathered {
  readonly readings: readonly Seen[];
  readonly refused: readonly Refusal[];
  readonly chunks: readonly ReadingChunk[];
  readonly counts: DecoderCounts;
}

/** Runs a decoder over pieces of a body and keeps what comes out: for the tests of every decoder. */
export function gathered(decoderOf: (sink: ReadingSink) => ReadingDecoder, pieces: readonly Uint8Array[]): Gathered {
  const chunks: ReadingChunk[] = [];
  const refused: Refusal[] = [];
  const decoder = decoderOf({
    chunk: (chunk) => {
      chunks.push(chunk);
    },
    refused: (refusal) => {
      refused.push(refusal);
    },
  });
  for (const piece of pieces) decoder.push(piece);
  decoder.end();
  return { readings: chunks.flatMap(rowsOf), refused, chunks, counts: decoder.counts() };
}

const rowsOf = (chunk: ReadingChunk): readonly Seen[] =>
  Array.from({ length: chunk.count }, (_, row) => ({
    factory: chunk.factory,
    channel: chunk.channels[chunk.channel[row] as number] as string,
    at: instantText(Number(chunk.atMs[row])),
    value: decimalText(chunk.valueMicro[row] as bigint),
    revision: chunk.revision[row] as number,
    coversSeconds: chunk.coversSeconds[row] as number,
    quality: chunk.quality[row] as number,
    marks: chunk.marks[row] as number,
    line: chunk.line[row] as number,
  }));

function decimalText(micro: bigint): string {
  const digits = String(micro < 0n ? -micro : micro).padStart(7, "0");
  const fraction = digits.slice(-6).replace(/0+$/, "");
  return `${micro < 0n ? "-" : ""}${digits.slice(0, -6)}${fraction === "" ? "" : `.${fraction}`}`;
}
