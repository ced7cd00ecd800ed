import { accept, type Outcome, reject } from "@celadon/quantity";
import { csvCell } from "../csv-cell.ts";
import { publishedMethod } from "../published-flow.ts";
import type { Finding } from "../report.ts";
import { type AskedMethods, askedMethods } from "./asked-methods.ts";
import { awareMethods, type FlowOfWater } from "./aware-methods.ts";
import { type DefaultPlace, defaultPlaces, findingAt } from "./default-places.ts";
import { type FlowOfGas, gwpMethods } from "./gwp-methods.ts";
import { type ListFile, listFile } from "./list-file.ts";
import { listedIdentity } from "./listed-identity.ts";
import { type MatrixLine, matrixLines, matrixText } from "./matrix-lines.ts";
import type { Method } from "./method.ts";
import { movedUncertainty } from "./moved-uncertainty.ts";
import { type PlacedRow, placedFlows } from "./placed-flows.ts";
import { placesOfProcesses } from "./places-of-processes.ts";
import { unknownBy } from "./unknown-by.ts";

/** The files of a system folder that methods depend on, as they stand; the folder has been read before and found good. */
export interface FolderTexts {
  readonly flows: string;
  readonly processes: string;
  /** B.mtx. */
  readonly interventions: string;
  readonly uncertainty: string | undefined;
}

/** What a folder was characterised by, and all that had to be assumed. */
export interface CharacterisationReport {
  readonly flows: number;
  readonly gases: number;
  readonly waters: number;
  readonly methods: readonly {
    readonly id: string;
    readonly name: string;
    readonly unit: string;
    readonly factors: number;
    /** Flows that it counts by a factor that is not known, and the processes that exchange them: these are unknown by it. By id. */
    readonly unknownFlows: readonly string[];
    readonly unknownProcesses: readonly string[];
  }[];
  /** What counts as something that nobody says it is. */
  readonly assumed: readonly Finding[];
  /** Another factor than the exact one counts. */
  readonly fallbacks: readonly Finding[];
  /** Flows of gas or water, and places of water, whose factor could not be had: what exchanges them there is unknown. */
  readonly refused: readonly Finding[];
  readonly defaultPlaces: readonly DefaultPlace[];
  /** Ids of flows that no method has a factor for. */
  readonly flowsWithoutFactor: readonly string[];
  /** Rows of uncertainty.csv that were of the old factors. */
  readonly uncertaintyLeftOut: number;
}

export interface Characterised {
  /** The files that change, by name; the others of the folder stay as they are. */
  readonly files: ReadonlyMap<string, string>;
  readonly report: CharacterisationReport;
}

/**
 * Gives a system folder new methods, `C.mtx` and `methods.csv`, from what `flows.csv` says of each flow: sets of warming potentials and
 * water scarcity. Water counts at the place of the process (`location` of processes.csv; that of the flow where it has one), so that
 * a flow of water becomes a row for each such place, `water@CN`, in `flows.csv`, `B.mtx` and `uncertainty.csv`. A gas or water whose factor cannot be
 * had is `unknown_for` the method in `flows.csv`; what that column said of methods before goes with them.
 *
 * Refused: a word of the lists that is not known, `unknown_for` in `processes.csv` of a method that is no more, a set or method that is not, a release without the factors, and a folder in which no
 * flow has a factor.
 */
export function characterisedFolder(
  texts: FolderTexts,
  asked: AskedMethods,
): Outcome<Characterised, "bad-file" | "unknown-gwp-set" | "unknown-water-method" | "factor-missing" | "empty-method"> {
  const words = askedMethods(asked);
  if (words.kind !== "accept") return words;
  const flows = listFile("flows.csv", texts.flows);
  if (flows.kind !== "accept") return flows;
  const processes = listFile("processes.csv", texts.processes);
  if (processes.kind !== "accept") return processes;
  const known = identified(flows.value);
  if (known.kind !== "accept") return known;

  const { gases, waters } = known.value;
  const lists = { flows: flows.value, processes: processes.value };
  const byGwp = gwpMethods(gases, words.value.sets, asked.release);
  const places = [...lists.flows.rows, ...lists.processes.rows].map((row) => row.word("location"));
  const byWater = awareMethods(waters, { uses: words.value.uses, places, release: asked.release });
  if (byWater.kind !== "accept") return byWater;
  const methods = [...byGwp.methods, ...byWater.value.methods];
  if (methods.every(({ factors, unknown }) => factors.length === 0 && unknown.length === 0)) {
    const fix = "Say what flows are in the columns gas and origin, or water, or compartment, of flows.csv.";
    return reject("empty-method", `No flow of the folder has a factor in any of the methods asked for. ${fix}`);
  }

  const published = flows.value.rows.find((row) => publishedMethod(row.cell("id")) !== undefined);
  if (published !== undefined) {
    const fix = "Build the folder anew from its document with these methods.";
    return reject(
      "bad-file",
      `flows.csv, line ${published.line}: "${published.cell("id")}" has no part in any of them. ${fix}`,
    );
  }

  const lost = lostMethod(lists.processes, methods);
  if (lost !== undefined) return lost;

  const entries = matrixLines(texts.interventions);
  const placed = placedFlows(lists, entries, methods);
  if (placed.kind !== "accept") return placed;
  const { rows, rowOf, text } = placed.value;
  const factors = factorLines(rows);
  // Every entry has made its row.
  const moved = entries.map((one) => ({ ...one, row: rowOf(one.row, one.col) as number }));
  const uncertainty = movedUncertainty(texts.uncertainty, rowOf);
  if (uncertainty.kind !== "accept") return uncertainty;
  const isPlaced = new Set(waters.filter(({ water }) => water !== "lost").map(({ id }) => id));
  const codes = placesOfProcesses(lists, entries, (flow) => isPlaced.has(flow.cell("id")));
  const atPlaces = byWater.value.methods.flatMap((method) => defaultPlaces(method, codes));
  const findingsAt = atPlaces.filter(({ factorOf }) => factorOf !== "world").map(findingAt);
  const said = new Set(methods.flatMap((method) => [...method.factors, ...method.unknown].map(({ flowId }) => flowId)));
  return accept({
    files: new Map([
      ["flows.csv", text],
      ["B.mtx", matrixText(rows.length, lists.processes.rows.length, moved)],
      ["C.mtx", matrixText(methods.length, rows.length, factors)],
      ["methods.csv", methodsText(methods)],
      ...(uncertainty.value.text === undefined ? [] : [["uncertainty.csv", uncertainty.value.text] as const]),
    ]),
    report: {
      ...{ flows: lists.flows.rows.length, gases: gases.length, waters: waters.length },
      methods: methods.map(({ id, name, unit }, row) => ({
        ...{ id, name, unit, factors: factors.filter((one) => one.row === row).length },
        ...unknownBy(row, { rows, entries: moved, processes: lists.processes }),
      })),
      ...sorted([...byGwp.findings, ...byWater.value.findings, ...findingsAt]),
      defaultPlaces: atPlaces,
      flowsWithoutFactor: lists.flows.rows.map((row) => row.cell("id")).filter((id) => !said.has(id)),
      uncertaintyLeftOut: uncertainty.value.leftOut,
    },
  });
}

/** A process that is said to be unknown for a method cannot be known for lack of that method. */
function lostMethod({ rows }: ListFile, methods: readonly Method[]) {
  const ids = new Set(methods.map(({ id }) => id));
  for (const { line, word } of rows) {
    const named = word("unknown_for").split(";");
    const lost = named.map((id) => id.trim()).find((id) => id !== "" && !ids.has(id));
    if (lost === undefined) continue;
    const rule = `unknown_for names "${lost}", which is none of the new methods`;
    return reject(
      "bad-file",
      `processes.csv, line ${line}: ${rule} (${[...ids].join(", ")}). Name those that are meant.`,
    );
  }
  return undefined;
}

interface Identified {
  readonly gases: readonly FlowOfGas[];
  readonly waters: readonly FlowOfWater[];
}

function identified({ rows }: ListFile): Outcome<Identified, "bad-file"> {
  const gases: FlowOfGas[] = [];
  const waters: FlowOfWater[] = [];
  for (const row of rows) {
    const identity = listedIdentity(row);
    if (identity.kind !== "accept") return identity;
    const { climate, water } = identity.value;
    const flow = { id: row.cell("id"), unit: row.word("unit") };
    if (climate !== undefined) gases.push({ ...flow, climate });
    if (water !== undefined) waters.push({ ...flow, water });
  }
  return accept({ gases, waters });
}

/** By row of C the factors that are known. */
const factorLines = (rows: readonly PlacedRow[]): readonly MatrixLine[] =>
  rows
    .flatMap(({ said }, col) =>
      said.flatMap((one, row) => (one?.value === undefined ? [] : [{ row, col, value: `${one.value}` }])),
    )
    .sort((a, b) => a.row - b.row || a.col - b.col);

function sorted(findings: readonly Finding[]): Pick<CharacterisationReport, "assumed" | "fallbacks" | "refused"> {
  const ofRule = (...rules: readonly string[]) => findings.filter(({ rule }) => rules.includes(rule));
  const [assumed, fallbacks] = [
    ofRule("gwp-assumed", "gwp-origin-assumed", "water-place-assumed"),
    ofRule("gwp-fallback", "water-country-place"),
  ];
  return { assumed, fallbacks, refused: findings.filter((one) => !assumed.includes(one) && !fallbacks.includes(one)) };
}

const methodsText = (methods: readonly Method[]): string =>
  ["index,id,name,unit", ...methods.map(({ id, name, unit }, at) => [`${at}`, id, name, unit].map(csvCell).join(","))]
    .map((line) => `${line}\n`)
    .join("");
