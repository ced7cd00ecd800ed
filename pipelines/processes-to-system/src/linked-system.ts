import { byCodeUnits } from "./by-code-units.ts";
import { caseOf } from "./case-of.ts";
import { type DrawnParameters, drawnWords, times } from "./drawn-parameter.ts";
import type { MethodFactors } from "./method-factors.ts";
import type { Entry, Item, ProcessSystem } from "./process-system.ts";
import { type ProviderRules, providerOf } from "./provider-of.ts";
import type { RawExchange, RawFlow, RawProcess, RawTerms } from "./raw-process.ts";
import type { ExchangeCase, Finding } from "./report.ts";
import { type Suppliers, suppliersOf } from "./suppliers-of.ts";
import { unknownPlaces } from "./unknown-places.ts";

/** One row of B: a flow, at a place only where a method has, or should have, a factor of that place. */
export interface FlowRow {
  readonly key: string;
  readonly flowId: string;
  readonly locationId: string | undefined;
}

/** A process of which nothing but a published result is known, at its place among the columns. */
interface Published {
  readonly process: number;
  readonly methods: readonly string[];
}

/** M and B of the accepted processes, and what became of each of their exchanges. */
export interface LinkedSystem {
  readonly system: Omit<ProcessSystem, "methods" | "c">;
  readonly flowRows: readonly FlowRow[];
  readonly published: readonly Published[];
  readonly linked: number;
  readonly duplicates: number;
  readonly cases: readonly ExchangeCase[];
  readonly findings: readonly Finding[];
}

interface Column {
  readonly key: string;
  readonly process: RawProcess;
  readonly flowId: string;
  readonly productId: string;
  readonly processId: string;
}

/**
 * A column for each reference of each process, and a row for what it supplies: M is square by its making. The product is named by its
 * flow where one process supplies it, else `flow/process`; the process by its id where it supplies one product, else `process/flow`.
 */
function columnsOf(processes: readonly RawProcess[], suppliers: ReadonlyMap<string, Suppliers>): readonly Column[] {
  return processes
    .flatMap((process) =>
      process.products.map((flowId) => ({
        key: `${process.id}/${flowId}`,
        process,
        flowId,
        productId: suppliers.get(flowId)?.ids.length === 1 ? flowId : `${flowId}/${process.id}`,
        processId: process.products.length === 1 ? process.id : `${process.id}/${flowId}`,
      })),
    )
    .sort((a, b) => byCodeUnits(a.processId, b.processId));
}

const ruleTexts = {
  given: "a provider that was given",
  default: "its default provider",
  location: "the place of the demand",
};

/** Each flow is described once, however many exchanges it has. */
function remembered(flowOf: RawTerms["flowOf"]): RawTerms["flowOf"] {
  const known = new Map<string, RawFlow>();
  return (flowId) => {
    const flow = known.get(flowId) ?? flowOf(flowId);
    known.set(flowId, flow);
    return flow;
  };
}

/** Links the processes and builds their matrices in the order of the ids. `parameters`: those that were drawn so far; more are put to them. */
export function linkedSystem(
  { flowOf: described, placeOf }: RawTerms,
  accepted: readonly RawProcess[],
  rules: ProviderRules,
  methods: readonly MethodFactors[],
  parameters: DrawnParameters,
): LinkedSystem {
  const flowOf = remembered(described);
  const suppliers = suppliersOf(accepted);
  const columns = columnsOf(accepted, suppliers);
  const columnAt = new Map(columns.map(({ key }, at) => [key, at]));
  const products = columns
    .map((column, at) => ({ column, at }))
    .sort((a, b) => byCodeUnits(a.column.productId, b.column.productId));
  const rowAt = new Map(products.map(({ column }, row) => [column.key, row]));

  const said = methods.flatMap(({ factors, unknown }) => [...factors, ...unknown]);
  const regional = new Set(said.map(({ flowId, locationId }) => `${flowId}@${locationId}`));
  const rowOfFlow = (process: RawProcess, exchange: RawExchange): FlowRow => {
    const { flowId } = exchange.stated;
    const locationId = exchange.locationId ?? process.locationId;
    const own = locationId !== undefined && regional.has(`${flowId}@${locationId}`);
    return own
      ? { key: `${flowId}@${locationId}`, flowId, locationId }
      : { key: flowId, flowId, locationId: undefined };
  };
  const elementary = accepted.flatMap((process) =>
    process.exchanges.flatMap((one) => (one.role === "elementary" ? [{ row: rowOfFlow(process, one), one }] : [])),
  );
  const flowRows = [...new Map(elementary.map(({ row }) => [row.key, row])).values()].sort((a, b) =>
    byCodeUnits(a.key, b.key),
  );
  const flowAt = new Map(flowRows.map(({ key }, at) => [key, at]));
  const emitted = new Set(elementary.filter(({ one }) => !one.stated.isInput).map(({ one }) => one.stated.flowId));
  /** Where its source is silent: what is only taken in is a resource. */
  const directionOf = (flowId: string): "input" | "output" =>
    flowOf(flowId).direction ?? (emitted.has(flowId) ? "output" : "input");

  const [m, b]: [Entry[], Entry[]] = [[], []];
  const cases: ExchangeCase[] = [];
  const findings: Finding[] = [];
  let [linked, duplicates] = [0, 0];
  for (const process of accepted) {
    const mine = process.products.map((flowId) => ({ flowId, col: columnAt.get(`${process.id}/${flowId}`) as number }));
    const seen = new Set<string>();
    for (const exchange of process.exchanges) {
      const { stated, role, amount, ratio } = exchange;
      const id = `${process.id}#${stated.key}`;
      findings.push(...exchange.notes.map(({ rule, message }) => ({ rule, id, message })));
      const pair = `${stated.flowId} ${stated.isInput}`;
      if (seen.has(pair)) duplicates += 1;
      seen.add(pair);
      const group = mine.length === 1 ? "" : id;
      const shared =
        role === "reference" ? [] : mine.map((one) => ({ ...one, share: process.shares(one.flowId, exchange) }));
      const shareWords = (flowId: string): string | undefined => process.shareWords?.(flowId, exchange);
      const { words } = exchange;
      const isFormula = words !== undefined || mine.some(({ flowId }) => shareWords(flowId) !== undefined);
      const own = isFormula
        ? drawnWords({ words: words?.amount, value: amount / ratio, spread: exchange.spread }, id, parameters)
        : undefined;
      /** Of an entry that follows from parameters: the amount as it is drawn, in reference units, with the sign of the matrix. */
      const signed = (sign: 1 | -1): string => {
        const stated = own ?? `${amount / ratio}`;
        return words?.ratio === undefined ? times(stated, sign * ratio) : times(`${stated} ${words.ratio} *`, sign);
      };
      const isMixed = shared.some(({ share }) => share < 0) && shared.some(({ share }) => share > 0);
      // One draw moves all columns of a process; a file has it move those of a negative share the wrong way, but for a lognormal.
      const isCarried = isFormula || !isMixed || exchange.spread?.distribution === "lognormal";
      const spread = isCarried ? exchange.spread : undefined;
      if (!isCarried && exchange.spread !== undefined) {
        const message = `The shares of "${stated.flowName}" have both signs, and its spread would not add up: it is kept static.`;
        findings.push({ rule: "uncertainty", id, message });
      }
      /** The same exchange in each column of the process, by its share; `sign` is that of the matrix. */
      const put = (into: Entry[], row: number, sign: 1 | -1): void => {
        // An amount of 0 is nothing, unless it is one of many that it might be.
        if (amount === 0 && spread === undefined && !isFormula) return;
        for (const { col, flowId, share } of shared) {
          const scale = sign * share;
          const part = shareWords(flowId);
          if (scale === 0 && part === undefined) continue;
          const all = isFormula
            ? { words: part === undefined ? times(signed(sign), share) : `${signed(sign)} ${part} *` }
            : {};
          into.push({ row, col, value: amount * scale, spread, scale: ratio * scale, group, exchange: id, ...all });
        }
      };
      if (role === "reference") {
        const key = `${process.id}/${stated.flowId}`;
        const at = { row: rowAt.get(key) as number, col: columnAt.get(key) as number };
        if (amount < 0) {
          const message = `"${stated.flowName}" is a reference of ${amount}: what takes a negative amount of it has it treated, and its footprint is negative.`;
          findings.push({ rule: "negative-reference", id, message });
        }
        const drawn = words === undefined ? {} : { words: signed(1) };
        m.push({ ...at, value: amount, spread, scale: ratio, group: "", exchange: id, ...drawn });
        linked += 1;
      } else if (role === "elementary") {
        const side = stated.isInput ? "input" : "output";
        const against = side !== directionOf(stated.flowId);
        if (against) {
          const message = `"${stated.flowName}" is an ${side} against its own direction: it is counted negative.`;
          findings.push({ rule: "against-direction", id, message });
        }
        put(b, flowAt.get(rowOfFlow(process, exchange).key) as number, against ? -1 : 1);
        linked += 1;
      } else {
        const { provider, unusable } = providerOf(exchange, process, suppliers.get(stated.flowId), rules);
        if (unusable !== undefined) findings.push({ rule: "provider-unusable", id, message: unusable });
        const one = caseOf(process, exchange, provider, unusable ?? "");
        if (one !== undefined) cases.push(one);
        if (provider.kind === "linked" || provider.kind === "sole") {
          put(m, rowAt.get(`${provider.processId}/${stated.flowId}`) as number, role === "credit" ? 1 : -1);
        }
        if (provider.kind !== "linked") continue;
        linked += 1;
        if (provider.rule !== "default") {
          const message = `"${stated.flowName}" was linked to "${provider.processId}" by ${ruleTexts[provider.rule]}.`;
          findings.push({ rule: "linked-by-rule", id, message });
        }
      }
    }
  }

  const item = (id: string, name: string, flowId: string, locationId: string | undefined): Item => ({
    id,
    name,
    unit: flowOf(flowId).unit,
    location: (locationId === undefined ? undefined : placeOf(locationId)) ?? "",
  });
  return {
    system: {
      products: products.map(({ column: { productId, flowId, process } }) =>
        item(productId, flowOf(flowId).name, flowId, process.locationId),
      ),
      processes: columns.map(({ processId, process, flowId }) => ({
        ...item(processId, process.name, flowId, process.locationId),
        stage: process.stage,
        unknownFor: [],
      })),
      flows: flowRows.map(({ key, flowId, locationId }) => {
        const { name, identity, compartment } = flowOf(flowId);
        return { ...item(key, name, flowId, locationId), identity, compartment, unknownFor: [] };
      }),
      m,
      b,
      parameters,
    },
    flowRows,
    published: columns.flatMap(({ process: { publishedBy } }, process) =>
      publishedBy === undefined ? [] : [{ process, methods: publishedBy }],
    ),
    linked,
    duplicates,
    cases,
    findings: [...findings, ...unknownPlaces(accepted, placeOf)],
  };
}
