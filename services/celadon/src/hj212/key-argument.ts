import { InvalidArgumentError } from "commander";

/** The 16 bytes of a key of SM4. */
export function keyArgument(text: string): Uint8Array {
  if (!/^[0-9A-Fa-f]{32}$/.test(text)) throw new InvalidArgumentError("A key of SM4 has 32 hexadecimal digits.");
  return Buffer.from(text, "hex");
}
