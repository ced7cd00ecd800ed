import { Command } from "commander";
import type { Shell } from "../shell.ts";
import { hj212Decode } from "./hj212-decode.ts";
import { hj212Encode } from "./hj212-encode.ts";

/** `celadon hj212 ...` */
export const hj212 = (shell: Shell): Command =>
  new Command("hj212")
    .description("frames of HJ 212, the protocol of China's pollutant monitors, as JSON and back; needs no service")
    .addCommand(hj212Decode(shell))
    .addCommand(hj212Encode(shell));
