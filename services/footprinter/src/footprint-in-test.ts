import { factorSourceOf, readPlantModel } from "@celadon/activity-to-inventory";
import { type Footprint, PlantModel } from "@celadon/proto";
import { channelIdOf, hourMs, readInstant } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { type CalculationPorts, footprintPeriods } from "./footprint-periods.ts";
import { lifecycleDirect } from "./lifecycle-direct.ts";
import { loadRelease } from "./load-release.ts";

const release = loadRelease();
const factory = "tannery";
const fromMs = readInstant("2026-03-01T00:00Z") ?? Number.NaN;

/** What each channel of a plant called "tannery" counted in its one hour, 2026-03-01T00:00Z. */
export type Amounts = Readonly<Record<string, string>>;

/** A store that holds one plant model and one hour, wholly measured; and no reading. */
export function storeInTest(yaml: string, amounts: Amounts): Store {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw new Error(model.evidence);
  const { hash, effectiveFromMs } = model.value;
  const version = PlantModel.fromPartial({ yaml, hash, factory, effectiveFromMs: BigInt(effectiveFromMs) });
  const content = Buffer.from(PlantModel.encode(version).finish()).toString("base64");
  const windows = Object.entries(amounts).map(([channel, amount]) => ({
    channelId: String(channelIdOf(factory, channel)),
    ...{ hours: [fromMs / hourMs], amounts: [amount], measured: [hourMs], estimated: [0], marks: [0] },
  }));
  const span = { first: String(fromMs), last: String(fromMs), count: "1" };
  const none = { untouchedFirst: "0", untouchedLast: "0", untouchedCount: "0" };
  const never = async () => {
    throw new TypeError("Nothing is stored here.");
  };
  return {
    rows: async <Row>({ text }: { readonly text: string }) => {
      if (text.includes("plantModels")) return [{ content }] as Row[]; // what the queries ask for
      if (text.includes("FROM readings")) return [];
      return (text.includes("AS first") ? [{ ...span, ...none }] : windows) as Row[];
    },
    run: never,
    insert: never,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** The footprint of that hour. */
export async function footprintInTest(
  yaml: string,
  amounts: Amounts,
): Promise<{ readonly footprint: Footprint; readonly ports: CalculationPorts }> {
  const store = storeInTest(yaml, amounts);
  const ports = { store, factors: factorSourceOf(release), lifecycle: lifecycleDirect(release) };
  const periods = [{ fromMs, toMs: fromMs + hourMs }];
  const [calculated] = await footprintPeriods([{ factory, periods }], ports);
  const [footprint] = calculated?.outcome.kind === "accept" ? calculated.outcome.value.footprints : [];
  if (footprint === undefined) throw new Error("The tannery has no footprint.");
  return { footprint, ports };
}
