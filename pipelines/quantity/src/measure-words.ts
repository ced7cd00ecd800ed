/** A unit for people: counts have the symbol `1`, which reads as nothing. */
export const unitWord = (symbol: string): string => (symbol === "1" ? "pieces" : symbol);

interface Measure {
  readonly amount: string;
  readonly unit: string;
}

/** An amount with its unit for people: `30 t`, `4683 pieces`, `1 piece`. Scripts get the symbol. */
export const measureWords = ({ amount, unit: symbol }: Measure): string =>
  symbol === "1" && amount === "1" ? "1 piece" : `${amount} ${unitWord(symbol)}`;

/** What a figure is per: `1 t`, `100 pieces`, and `piece` alone. */
export const perWords = ({ amount, unit: symbol }: Measure): string =>
  symbol === "1" && amount === "1" ? "piece" : measureWords({ amount, unit: symbol });
