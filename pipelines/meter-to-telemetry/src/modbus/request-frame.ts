import type { ReadRequest } from "./plan-reads.ts";

/** The question as it goes over TCP: transaction, protocol 0, length 6, unit, function, first address, count. */
export function requestFrame(request: ReadRequest, transaction: number): Uint8Array {
  const { unitId, functionCode, address, count } = request;
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, transaction);
  view.setUint16(4, 6);
  view.setUint8(6, unitId);
  view.setUint8(7, functionCode);
  view.setUint16(8, address);
  view.setUint16(10, count);
  return bytes;
}
