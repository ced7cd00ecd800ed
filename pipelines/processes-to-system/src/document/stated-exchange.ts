import { byCodeUnits } from "../by-code-units.ts";
import type { StatedExchange } from "../raw-process.ts";
import type { StatedExchangeText } from "./exchange-shape.ts";
import type { StatedFlow } from "./flow-shape.ts";

/** An exchange with the key that names it in its process. */
export interface KeyedExchange {
  readonly key: string;
  readonly exchange: StatedExchangeText;
}

/**
 * Exchanges with their keys, in order of them: the id, else the flow, else `flow#n` where several share one. The n-th is so by content, so
 * that the order they are written in changes nothing.
 */
export function keyedExchanges(exchanges: readonly StatedExchangeText[]): readonly KeyedExchange[] {
  const ids = new Set(exchanges.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const nameless = new Map<string, StatedExchangeText[]>();
  for (const one of exchanges) {
    if (one.id !== undefined) continue;
    const same = nameless.get(one.flow);
    if (same === undefined) nameless.set(one.flow, [one]);
    else same.push(one);
  }
  const keyed = [
    ...exchanges.flatMap((exchange) => (exchange.id === undefined ? [] : [{ key: exchange.id, exchange }])),
    ...[...nameless].flatMap(([flow, those]) => {
      const isOne = those.length === 1 && !ids.has(flow);
      return those
        .map((exchange) => ({ exchange, content: JSON.stringify(exchange) }))
        .sort((a, b) => byCodeUnits(a.content, b.content))
        .map(({ exchange }, n) => ({ key: isOne ? flow : `${flow}#${n + 1}`, exchange }));
    }),
  ];
  return keyed.sort((a, b) => byCodeUnits(a.key, b.key));
}

/** How a report names an exchange; an amount that is a formula is none yet. */
export const statedExchange = (
  { key, exchange }: KeyedExchange,
  flows: ReadonlyMap<string, StatedFlow>,
): StatedExchange => ({
  key,
  flowId: exchange.flow,
  flowName: flows.get(exchange.flow)?.name ?? exchange.flow,
  isInput: exchange.direction === "input",
  amount: typeof exchange.amount === "number" ? exchange.amount : undefined,
  unit: exchange.unit,
});
