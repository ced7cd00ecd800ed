import { Command } from "commander";
import { type DeclareKind, declareKind } from "../declare-kind.ts";
import type { Shell } from "../shell.ts";
import { declareList } from "./declare-list.ts";

const kinds: readonly DeclareKind[] = [
  {
    kind: "accept",
    description: "quarantined readings count after all",
    isStretch: true,
    registers: [],
    example: '--factory green-mill --channel gridKwh --at 2026-03-01T08:00 --why "seen on the meter itself"',
  },
  {
    kind: "reject",
    description: "readings do not count, whatever the rules say of them",
    isStretch: true,
    registers: [],
    example: '--factory green-mill --channel gridKwh --at 2026-03-01 --to 2026-03-02 --why "meter under test"',
  },
  {
    kind: "reset",
    description: "the register of the same meter counted on from another value",
    isStretch: false,
    registers: ["closing", "opening"],
    example:
      '--factory green-mill --channel gridKwh --at 2026-03-01T08:00 --closing 84212.5 --opening 0 --why "power cut"',
  },
  {
    kind: "replacement",
    description: "another meter counts from then on",
    isStretch: false,
    registers: ["closing", "opening", "multiplier", "modulus"],
    example:
      '--factory green-mill --channel gridKwh --at 2026-03-01T08:00 --closing 84212.5 --opening 3 --why "new meter"',
  },
  {
    kind: "multiplier",
    description: "the ratio of the transformers changed",
    isStretch: false,
    registers: ["multiplier"],
    example: '--factory green-mill --channel gridKwh --at 2026-03-01T08:00 --multiplier 60 --why "larger transformers"',
  },
];

const withdraw: DeclareKind = {
  kind: "withdraw",
  description: "take a declaration back, as if it had never been made",
  isStretch: false,
  registers: [],
  example: '--factory green-mill --channel gridKwh --key KEY --why "wrong meter" (keys: celadon declare list)',
};

/** `celadon declare ...`: what a person knows about a channel and no reading can tell. */
export function declare(shell: Shell): Command {
  const command = new Command("declare").description("facts about a meter that no reading can tell");
  for (const kind of [...kinds, withdraw]) command.addCommand(declareKind(shell, kind));
  return command.addCommand(declareList(shell));
}
