import { type DecodeOptions, type Frame, framer, type Version } from "@celadon/hj212";
import { Command, Option } from "commander";
import { failedAndTold } from "../ending.ts";
import { examples } from "../examples.ts";
import { keyArgument } from "../hj212/key-argument.ts";
import { decryptSm4 } from "../hj212/sm4.ts";
import { utf8Text } from "../hj212/utf8-text.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly lenient?: true;
  readonly version?: "2005" | "2017" | "2025";
  readonly key?: Uint8Array;
}

/** `celadon hj212 decode`: one JSON object a frame, and one for each stretch of bytes that is none. */
export const hj212Decode = (shell: Shell): Command =>
  new Command("decode")
    .description("read frames on standard input, write one JSON object a frame, a line each")
    .option(
      "--lenient",
      "forgive what is beyond doubt, and list it; otherwise every departure from the text is an error",
    )
    .addOption(
      new Option("--version <year>", "of the standard; what each frame says where nothing is said").choices([
        "2005",
        "2017",
        "2025",
      ]),
    )
    .option("--key <hex>", "key of SM4, 32 hexadecimal digits, for frames of 2025", keyArgument)
    .addHelpText(
      "after",
      `
A frame that is not ok has errors: {code, message, offset}, the offset in bytes from the beginning of the input. Bytes that are no
frame are an object too, with one error and no fields. Exit code 1 where any is not ok.
${examples("hj212 decode < station.log", "hj212 decode --lenient --version 2005 < station.log", "hj212 decode --key 30303030303030303030303030303030 < station.log")}`,
    )
    .action(async (options: Options) => {
      let lines = "";
      let hasFault = false;
      const take = (frame: Frame): void => {
        lines += `${JSON.stringify(frame)}\n`;
        if (!frame.ok) hasFault = true;
      };
      const stream = framer(({ frame }) => take(frame), decodeOptions(options));
      const print = async (): Promise<void> => {
        if (lines !== "") await shell.print(lines);
        lines = "";
      };
      for await (const bytes of shell.input) {
        stream.push(bytes);
        await print();
      }
      stream.end();
      await print();
      if (hasFault) throw failedAndTold();
    });

const decodeOptions = ({ lenient, version, key }: Options): DecodeOptions => ({
  lenient: lenient === true,
  text: utf8Text,
  ...(version === undefined ? {} : { version: Number(version) as Version }), // one of the choices
  ...(key === undefined ? {} : { sm4: decryptSm4, keys: () => [key] }),
});
