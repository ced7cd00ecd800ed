import type { ReadRequest } from "./plan-reads.ts";

/** What a frame is to a question. */
export type Answer =
  | { readonly kind: "data"; readonly data: Uint8Array }
  /** The slave does not give it: 2 illegal address, 6 busy ... */
  | { readonly kind: "exception"; readonly code: number }
  /** Not the answer to that question; what comes on this connection cannot be told apart any more. */
  | { readonly kind: "wrong"; readonly problem: string };

/** Transaction, protocol and length stand before the bytes that the length counts. */
const headBytes = 6;
/** Unit and an exception: function and code. */
const leastLength = 3;
/** Unit and a message of at most 253 bytes. */
const mostLength = 254;

/** Bytes of the frame that begins here; undefined while too few came to say, 0 where none can begin so. */
export function frameLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < headBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint16(4);
  return view.getUint16(2) === 0 && length >= leastLength && length <= mostLength ? headBytes + length : 0;
}

/**
 * Reads a frame as the answer to a question. Transaction, unit, function and both lengths must be those that were asked for: a late answer to
 * an earlier question, or another unit's, else passes for this one.
 */
export function readAnswer(frame: Uint8Array, request: ReadRequest, transaction: number): Answer {
  const wrong = (what: string, came: number, asked: number): Answer => ({
    kind: "wrong",
    problem: `The answer has ${what} ${came}, and ${asked} was asked.`,
  });
  const length = frameLength(frame);
  if (length === undefined || length === 0 || length !== frame.length)
    return { kind: "wrong", problem: "The answer is no frame of Modbus TCP." };
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint16(0) !== transaction) return wrong("transaction", view.getUint16(0), transaction);
  if (view.getUint8(6) !== request.unitId) return wrong("unit", view.getUint8(6), request.unitId);
  const functionCode = view.getUint8(7);
  if (functionCode === (request.functionCode | 0x80) && frame.length === 9)
    return { kind: "exception", code: view.getUint8(8) };
  if (functionCode !== request.functionCode) return wrong("function", functionCode, request.functionCode);
  const bytes = request.functionCode <= 2 ? Math.ceil(request.count / 8) : 2 * request.count;
  if (frame.length !== dataFrom + bytes) return wrong("a length of", frame.length, dataFrom + bytes);
  if (view.getUint8(8) !== bytes) return wrong("a byte count of", view.getUint8(8), bytes);
  return { kind: "data", data: frame.subarray(dataFrom) };
}

/** Head, unit, function, byte count. */
const dataFrom = 9;
