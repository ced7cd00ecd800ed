import type { Line, Process } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import { biogenicCo2, type LineImpact } from "./impact-of.ts";
import type { ExactColumn } from "./plant-matrix.ts";

/** The smallest piece of a footprint: one gas of one line, in every view that a reader may sum by. */
export interface Atom {
  readonly line: Line;
  readonly process: string;
  readonly gas: string;
  readonly scope: string;
  readonly stage: string;
  /** Impact of the whole period, kg CO2e. */
  readonly period: Decimal;
  /** period * scale: what the demand carries of it. */
  readonly amount: Decimal;
}

/**
 * What of each process's period a demand takes:  scale_p = sum over its columns of share * s.  Undefined: a share is unknown.
 */
export function scalesByProcess(
  matrix: readonly ExactColumn[],
  supply: readonly Decimal[],
): ReadonlyMap<string, Decimal | undefined> {
  const scales = new Map<string, Decimal | undefined>();
  matrix.forEach(({ process, share }, i) => {
    const part = share?.times(supply[i] as Decimal);
    const before = scales.has(process) ? scales.get(process) : new Decimal(0);
    scales.set(process, part === undefined ? undefined : before?.plus(part));
  });
  return scales;
}

/** The known pieces, by line and gas: direct contributions d = q s, split to the gas. Biogenic CO2 is among them, to be kept apart. */
export function atomsOf(
  lines: readonly Line[],
  {
    impacts,
    scales,
    processes,
    isIncomplete,
  }: {
    readonly impacts: ReadonlyMap<string, LineImpact>;
    readonly scales: ReadonlyMap<string, Decimal | undefined>;
    readonly processes: readonly Process[];
    readonly isIncomplete: boolean;
  },
): readonly Atom[] {
  const stages = new Map(processes.map(({ id, stage }) => [id, stage]));
  return lines.flatMap((line) => {
    const scale = scales.get(line.process);
    // Where a use is unknown, a scale of 0 says "as far as known", which is no contribution of 0.
    if (scale === undefined || (isIncomplete && scale.isZero())) return [];
    return (impacts.get(line.id)?.terms ?? []).map(({ gas, amount }) => ({
      line,
      process: line.process,
      gas,
      scope: String(line.scope),
      stage: line.stage === "" ? (stages.get(line.process) as string) : line.stage,
      period: amount,
      amount: amount.times(scale),
    }));
  });
}

export const isBiogenic = ({ gas }: Pick<Atom, "gas">): boolean => gas === biogenicCo2;
