const bytesPerLine = 16;
const linesMost = 16;

/** The beginning of some bytes for a person: offset, sixteen bytes, and what of them is ASCII. */
export function hexDump(bytes: Uint8Array): string {
  const count = Math.min(Math.ceil(bytes.length / bytesPerLine), linesMost);
  return Array.from({ length: count }, (_, i) => lineAt(bytes, i * bytesPerLine)).join("\n");
}

function lineAt(bytes: Uint8Array, at: number): string {
  const line = Buffer.from(bytes.subarray(at, at + bytesPerLine));
  const hex = [...line].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const text = line.toString("latin1").replace(/[^\x20-\x7e]/g, ".");
  return `${at.toString(16).padStart(8, "0")}  ${hex.padEnd(3 * bytesPerLine)} ${text}`;
}
