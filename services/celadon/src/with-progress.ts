import { countText } from "./counted.ts";
import type { Shell } from "./shell.ts";

const redrawMs = 200;

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Passes bytes on and draws, on a terminal, how many have gone out, of how many, and how many lines a second. */
export async function* withProgress(
  { isTerminal, note }: Pick<Shell, "isTerminal" | "note">,
  {
    bytes,
    size,
    isGzip,
  }: { readonly bytes: AsyncIterable<Uint8Array>; readonly size?: number; readonly isGzip: boolean },
): AsyncGenerator<Uint8Array> {
  if (!isTerminal) {
    yield* bytes;
    return;
  }
  const startedMs = performance.now();
  let drawnMs = startedMs;
  let sent = 0;
  let lines = 0;
  for await (const piece of bytes) {
    yield piece;
    sent += piece.length;
    if (!isGzip) for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) lines++;
    const nowMs = performance.now();
    if (nowMs - drawnMs < redrawMs) continue;
    drawnMs = nowMs;
    const share = size === undefined ? "" : ` of ${megabytes(size)}, ${Math.floor((100 * sent) / size)} %`;
    const speed = isGzip ? "" : `, ${countText(Math.round((1_000 * lines) / (nowMs - startedMs)))} lines/s`;
    note(`\r\u001B[K${megabytes(sent)}${share}${speed}`);
  }
  note("\r\u001B[Kall sent, waiting until the last readings are stored and counted ...");
}

/** Takes the progress line away. */
export const endProgress = ({ isTerminal, note }: Pick<Shell, "isTerminal" | "note">): void => {
  if (isTerminal) note("\r\u001B[K");
};
