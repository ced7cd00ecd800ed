/** A factor row, as the interface gives it. */
export interface FactorRow {
  readonly id: string;
  readonly activity: string;
  readonly gas: string;
  readonly value: string;
  readonly unit: string;
  readonly perUnit: string;
  readonly region: string;
  readonly dataYear?: number | null;
  readonly validFrom: string;
  readonly validTo: string;
  readonly purposes: readonly string[];
  readonly use: string;
  readonly boundary: string;
  readonly gwpSet?: string | null;
  readonly confidence: string;
  readonly uncertainty: string;
  readonly document: string;
  readonly edition: string;
  readonly locator: string;
  readonly url: string | null;
  readonly licence: string;
  readonly note?: string | null;
}

/** `0.5777 kg/kWh`; a share has no unit. */
export const perUnitText = ({ unit, perUnit }: Pick<FactorRow, "unit" | "perUnit">): string =>
  perUnit === "" ? unit : `${unit}/${perUnit}`;
