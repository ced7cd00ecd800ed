import { Decimal, readDecimal, unitOf as unitNamed } from "@celadon/quantity";
import { chromiumDoubt } from "../chromium-doubt.ts";
import { massDoubt } from "../mass-doubt.ts";
import type { Station, StationFrame, StationItem, WireWords } from "./station-frame.ts";

/** Commands of periods, in which an amount stands beside the mean that it was made of. */
const periods: ReadonlySet<string> = new Set(["2031", "2051", "2061"]);
const flows: ReadonlySet<string> = new Set(["w00000", "a00000", "B01", "B02"]);
const [hexavalent, total] = [new Set(["w20117", "024"]), new Set(["w20116", "023"])];

/**
 * Items that contradict the rest of their frame, by code, each with a sentence: an amount that is not the mean times the flow
 * (`massDoubt`), more chromium(VI) than chromium (`chromiumDoubt`). Numbers are taken in the units that the station really uses, else in
 * those that the standard prints.
 */
export function contradictedItems(
  { cn, items }: StationFrame,
  station: Station,
  words: Pick<WireWords, "unitOf">,
): ReadonlyMap<string, string> {
  if (cn === null || !periods.has(cn)) return none;
  const units = { station, words };
  const doubts = new Map([...massDoubts(items, units), ...chromiumDoubts(items, units)]);
  return doubts.size === 0 ? none : doubts;
}

const none: ReadonlyMap<string, string> = new Map();

interface Units {
  readonly station: Station;
  readonly words: Pick<WireWords, "unitOf">;
}

function massDoubts(items: readonly StationItem[], units: Units): readonly (readonly [string, string])[] {
  const flow = items.find(({ code }) => flows.has(code));
  const flowM3Micro = flow === undefined ? undefined : cubicMetresMicro(flow, units);
  if (flowM3Micro === undefined) return [];
  return items.flatMap((item) => {
    const [massMicro, concentrationMicro] = [microOf(item, "Cou"), microOf(item, "Avg")];
    const [massUnit, concentrationUnit] = [unitOf(units, item.code, "Cou"), unitOf(units, item.code, "Avg")];
    if (item === flow || massMicro === undefined || concentrationMicro === undefined) return [];
    if (massUnit === undefined || concentrationUnit === undefined) return [];
    const why = massDoubt({ massMicro, massUnit, concentrationMicro, concentrationUnit, flowM3Micro });
    return why === undefined ? [] : [[item.code, why] as const];
  });
}

function chromiumDoubts(items: readonly StationItem[], units: Units): readonly (readonly [string, string])[] {
  const [part, whole] = [hexavalent, total].map((codes) => items.find(({ code }) => codes.has(code)));
  if (part === undefined || whole === undefined) return [];
  for (const suffix of ["Avg", "Cou"]) {
    const [hexavalentMicro, totalMicro] = [microOf(part, suffix), microOf(whole, suffix)];
    const [hexavalentUnit, totalUnit] = [unitOf(units, part.code, suffix), unitOf(units, whole.code, suffix)];
    if (hexavalentMicro === undefined || totalMicro === undefined) continue;
    if (hexavalentUnit === undefined || totalUnit === undefined) continue;
    const why = chromiumDoubt({ hexavalentMicro, hexavalentUnit, totalMicro, totalUnit });
    // Which of the two is wrong nobody knows.
    if (why !== undefined) return [part, whole].map(({ code }) => [code, why] as const);
  }
  return [];
}

/** The amount of a flow in m3. Of gas in any reference state: 7 % are no thousand. */
function cubicMetresMicro(flow: StationItem, units: Units): bigint | undefined {
  const amount = microOf(flow, "Cou");
  const unit = unitNamed(unitOf(units, flow.code, "Cou") ?? "");
  if (amount === undefined || unit.kind !== "accept" || unit.value.dimension !== "volume") return undefined;
  const { numerator, denominator } = unit.value;
  return BigInt(new Decimal(amount.toString()).times(numerator).dividedBy(denominator).toFixed(0));
}

function unitOf({ station, words }: Units, code: string, suffix: string): string | undefined {
  const own = station.units?.get(code);
  return (suffix === "Cou" ? own?.amount : own?.value) ?? words.unitOf(code, suffix);
}

function microOf({ values }: StationItem, suffix: string): bigint | undefined {
  const text = values[suffix];
  const value = text === undefined ? undefined : readDecimal(text)?.times(1_000_000);
  return value?.isInteger() === true ? BigInt(value.toFixed()) : undefined;
}
