import { didYouMean, type Unit, unitOf, units } from "@celadon/quantity";

/** Above and below of a coefficient's unit: `kg/m3` turns m3 into kg. */
export interface UnitPair {
  readonly unit: string;
  readonly perUnit: string;
}

const known = (symbol: string): Unit | undefined => {
  const found = unitOf(symbol);
  return found.kind === "accept" ? found.value : undefined;
};

/** Reads `kg/m3`, `t.km/t`, `mg/L/m3`: some units have a `/` of their own, so every cut is tried and one has to fit. */
export function readUnitPair(
  text: string,
): { readonly value: UnitPair } | { readonly problem: string; readonly fix: string } {
  const parts = text.split("/");
  const cuts = parts.slice(1).map((_, i) => [parts.slice(0, i + 1).join("/"), parts.slice(i + 1).join("/")] as const);
  for (const [above, below] of cuts) {
    const unit = known(above);
    const perUnit = known(below);
    if (unit !== undefined && perUnit !== undefined) return { value: { unit: unit.symbol, perUnit: perUnit.symbol } };
  }
  const stranger = (cuts[0] ?? [text]).find((part) => known(part) === undefined);
  const near =
    stranger === undefined
      ? ""
      : didYouMean(
          stranger,
          units.map(({ symbol }) => symbol),
        );
  return {
    problem: `"${text}" is no unit of a coefficient.${near}`,
    fix: "Write what it gives over what it takes, such as kg/m3 or GJ/t; leave the unit out for a pure number.",
  };
}
