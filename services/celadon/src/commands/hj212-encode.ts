import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { encodeFrame } from "@celadon/hj212";
import { Command } from "commander";
import { failed } from "../ending.ts";
import { examples } from "../examples.ts";
import { frameLine } from "../hj212/frame-line.ts";
import { keyArgument } from "../hj212/key-argument.ts";
import { encryptSm4 } from "../hj212/sm4.ts";
import type { Shell } from "../shell.ts";

/** `celadon hj212 encode`: the frames of objects as `hj212 decode` writes them; only `fields` and `encrypted` are read. */
export const hj212Encode = (shell: Shell): Command =>
  new Command("encode")
    .description("read JSON objects on standard input, one a line, write the frames of their fields")
    .option("--key <hex>", "key of SM4, 32 hexadecimal digits, for objects with encrypted: true", keyArgument)
    .addHelpText(
      "after",
      `
An object holds {"fields": [[name, value], ...]} in the order of the frame; ["CP", "&&"] begins the data area. Between its fields stands
a comma where two have the same code, otherwise a semicolon; a third element, "," or ";", says it otherwise. Length and CRC are made.
${examples("hj212 encode < frames.ndjson", "hj212 decode < station.log | celadon hj212 encode")}`,
    )
    .action(async ({ key }: { readonly key?: Uint8Array }) => {
      const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
      const options = { bytesOf, ...(key === undefined ? {} : { sm4: encryptSm4, key }) };
      let number = 0;
      for await (const line of createInterface({
        input: Readable.from(shell.input),
        crlfDelay: Number.POSITIVE_INFINITY,
      })) {
        number += 1;
        if (line.trim() === "") continue;
        const sent = encodeFrame(frameLine(line, number), options);
        if (!sent.ok) throw failed(`Line ${number} cannot become a frame. ${sent.message}`);
        await shell.print(sent.bytes);
      }
    });
