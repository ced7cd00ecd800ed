import type { Fault } from "@celadon/activity-to-inventory";
import { failedAndTold } from "./ending.ts";
import { noteFaults } from "./print-faults.ts";
import { askJson, refusalOf, type Service } from "./service.ts";
import type { Shell } from "./shell.ts";

/** What the service says of a plant model that was applied. */
export interface AppliedPlant {
  readonly id: string;
  readonly factory: string;
  readonly localEffectiveFrom: string;
  readonly channels: readonly string[];
  readonly products: readonly string[];
  readonly changed: boolean;
  readonly warnings?: readonly Fault[];
}

export interface PlantText {
  readonly file: string;
  readonly yaml: string;
  readonly who: string;
  readonly why?: string | undefined;
}

/** Puts a plant file into force. Faults are told line by line, and end the command with 1. */
export async function applyPlant(
  shell: Shell,
  service: Service,
  { file, yaml, who, why }: PlantText,
): Promise<AppliedPlant> {
  try {
    const headers = { "content-type": "application/yaml" };
    const question = { method: "POST", path: "/v1/plants", query: { who, why }, headers, body: yaml } as const;
    return await askJson<AppliedPlant>(service, question);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.code !== "plant-faults" || !Array.isArray(refusal.details)) throw error;
    noteFaults(shell, file, refusal.details as readonly Fault[]);
    shell.note(`celadon: ${refusal.message}\n`);
    throw failedAndTold();
  }
}
