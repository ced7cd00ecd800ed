import type { ImportRule, RisenChannel } from "@celadon/meter-to-telemetry";
import { otherUnitInHeader } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { newestModel } from "./newest-model.ts";

/** What somebody should look at although it was taken: sentences, each with the fix. Nothing is refused for it. */
export async function warningsOf(
  store: Store,
  { rule, risen }: { readonly rule: ImportRule | undefined; readonly risen: readonly RisenChannel[] },
): Promise<readonly string[]> {
  const factories = [...new Set(risen.map(({ factory }) => factory))];
  const intervals = new Set<string>();
  for (const factory of factories) {
    const model = await newestModel(store, factory);
    for (const { kind, name } of model?.channels ?? []) if (kind === "interval") intervals.add(`${factory}\n${name}`);
  }
  const registers = risen.filter(({ factory, channel }) => intervals.has(`${factory}\n${channel}`));
  return [...registers.map(registerText), ...(rule?.columns ?? []).flatMap(unitText)];
}

const registerText = ({ channel, readings, first, last }: RisenChannel): string =>
  `Channel "${channel}" is declared as amounts (kind: interval), and its ${readings} values here only rise, from ${first} to ${last}, as a register does. If it is one, each value was counted whole: declare a channel of another name with \`kind: counter\` and \`ratedPerHour\`, read it with \`stamp: instant\`, and ingest the file again.`;

const unitText = ({ column, channel, unit }: ImportRule["columns"][number]): readonly string[] => {
  const other = otherUnitInHeader(column, unit);
  if (other === undefined) return [];
  const line = `${JSON.stringify(column)}: { channel: ${channel}, unit: ${other.symbol} }`;
  return [
    `The header "${column}" says ${other.symbol}, and it was read as ${unit}. Where the header is right, write \`${line}\` under "columns" of the import rule, and ingest the file again.`,
  ];
};
