import { flowsOf } from "./channels-used.ts";
import { type Wish, wishFor } from "./factor-groups.ts";
import type { Amount, FactorWish, Input, PlantModel, PlantProcess } from "./plant-model.ts";

/** What lines wish for alike: one choice of the model, however many lines make it. */
export interface FactorChoice {
  readonly wish: Wish;
  readonly where: string;
}

const linesNamed = 3;

/** The factor rows that the flows of the processes ask for, as factors or as coefficients, each wish once, by line. */
export function factorChoices(processes: readonly PlantProcess[], model: PlantModel): readonly FactorChoice[] {
  const lines = new Map<string, { readonly wish: Wish; readonly names: Set<string> }>();
  const note = (asked: Pick<FactorWish, "activity" | "row" | "place">, name: string): void => {
    const wish = wishFor(asked, model);
    const key = keyOf(wish);
    const known = lines.get(key) ?? { wish, names: new Set() };
    known.names.add(name);
    lines.set(key, known);
  };
  for (const process of processes) {
    for (const { name, amount } of flowsOf(process)) {
      for (const step of amount.times) if (step.kind === "factor") note(step, `${process.name}/${name}`);
    }
    for (const { name, factors } of [...process.takes, ...process.handsOn]) {
      const line = `${process.name}/${name}`;
      for (const factor of factors) note(factor, factor.name === "" ? line : `${line}/${factor.name}`);
    }
  }
  return [...lines.values()]
    .map(({ wish, names }) => ({ wish, where: wordsOf([...names].sort()) }))
    .sort((a, b) => (`${a.where}\n${keyOf(a.wish)}` < `${b.where}\n${keyOf(b.wish)}` ? -1 : 1));
}

const keyOf = ({ activity, row, place }: Wish): string => JSON.stringify([activity, row ?? "", place]);

function wordsOf(names: readonly string[]): string {
  if (names.length <= linesNamed) return names.join(", ");
  return `${names.slice(0, linesNamed).join(", ")} and ${names.length - linesNamed} more`;
}

/** The model with the row in every place that wishes for the same. */
export function withRow(model: PlantModel, wish: Wish, row: string): PlantModel {
  const key = keyOf(wish);
  const named = <T extends Pick<FactorWish, "activity" | "row" | "place">>(asked: T): T =>
    keyOf(wishFor(asked, model)) === key ? { ...asked, row } : asked;
  const amountOf = (amount: Amount): Amount => ({
    ...amount,
    times: amount.times.map((step) => (step.kind === "factor" ? named(step) : step)),
  });
  const flow = <F extends { readonly amount: Amount }>(one: F): F => ({ ...one, amount: amountOf(one.amount) });
  const input = (one: Input): Input => ({ ...flow(one), factors: one.factors.map(named) });
  return {
    ...model,
    processes: model.processes.map((process) => ({
      ...process,
      makes: process.makes.map(flow),
      uses: process.uses.map(flow),
      takes: process.takes.map(input),
      emits: process.emits.map(flow),
      handsOn: process.handsOn.map(input),
    })),
  };
}
