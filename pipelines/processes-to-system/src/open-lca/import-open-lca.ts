import { accept, type Outcome } from "@celadon/quantity";
import { builtSystem } from "../built-system.ts";
import { type AskedMethods, askedMethods } from "../characterisation/asked-methods.ts";
import { linkedSystem } from "../linked-system.ts";
import { type Drawing, parameterScope } from "../parameter-scope.ts";
import type { ProviderRules } from "../provider-of.ts";
import type { RawProcess } from "../raw-process.ts";
import { refusedCase } from "../refused-case.ts";
import type { ExchangeCase, Finding, SystemReport } from "../report.ts";
import { acceptedProcess, statedExchanges } from "./accepted-process.ts";
import type { AllocationMethod } from "./allocation.ts";
import { type Archive, archiveOf } from "./archive.ts";
import { gwpOfArchive, waterOfArchive } from "./asked-of-archive.ts";
import { fixOf } from "./fix-of.ts";
import { methodFactors } from "./method-factors.ts";
import { missingFromArchive } from "./missing-from-archive.ts";
import { notCarried } from "./not-carried.ts";
import { parametersOf } from "./parameters-of.ts";
import { termsOf } from "./terms-of.ts";

/** What a person decides about an import; nothing of it is guessed where it is absent. */
export interface ImportOptions {
  /** Characterise by these where the archive brings no method. */
  readonly characterise?: AskedMethods;
  /** Process id -> the method of splitting it, before the file's own default. */
  readonly allocation?: Readonly<Record<string, AllocationMethod>>;
  /** Flow id -> the process that supplies it, before the file's default provider. */
  readonly providers?: Readonly<Record<string, string>>;
  /** Of several suppliers take the only one at the place of the demand. */
  readonly sameLocation?: boolean;
  /** Read an avoided product on the input side as a credit, as openLCA's database keeps them; else it is refused. */
  readonly avoidedOnDemandSide?: "credit";
}

/** What an import made of an archive. */
export interface ImportReport extends SystemReport {
  /** How many documents there are, by type. */
  readonly documents: Readonly<Record<string, number>>;
}

export interface Imported {
  readonly report: ImportReport;
  /** File name -> text, everything a system folder holds. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Imports an openLCA JSON-LD archive: a system folder in which everything is linked, and a report of all that is not. Every exchange read ends in exactly
 * one class, and the counts add up. Refused: what is no archive, an archive too large, a GWP set or water method that is not known, and a release without
 * the factors for it.
 */
export function importOpenLca(
  bytes: Uint8Array,
  options: ImportOptions = {},
): Outcome<Imported, "no-archive" | "too-large" | "unknown-gwp-set" | "unknown-water-method" | "factor-missing"> {
  const { characterise } = options;
  const asked = characterise === undefined ? accept({ sets: [], uses: [] }) : askedMethods(characterise);
  if (asked.kind !== "accept") return asked;
  const read = archiveOf(bytes);
  if (read.kind !== "accept") return read;
  const archive = read.value;
  const documentFindings = archive.faults.map(({ path, reason }) => ({
    rule: "document-refused",
    id: path,
    message: reason,
  }));
  const drawing: Drawing = { parameters: new Map(), findings: [] };
  const globals = parameterScope(parametersOf([...(archive.documents.get("Parameter")?.values() ?? [])]), { drawing });

  const accepted: RawProcess[] = [];
  const refusedProcesses: Finding[] = [];
  const lostCases: ExchangeCase[] = [];
  let exchangesRead = 0;
  for (const [id, process] of archive.documents.get("Process") ?? []) {
    const stated = statedExchanges(process);
    exchangesRead += stated.length;
    const allocation =
      options.allocation !== undefined && Object.hasOwn(options.allocation, id) ? options.allocation[id] : undefined;
    const avoidedOnDemandSide = options.avoidedOnDemandSide ?? "refuse";
    const one = acceptedProcess(process, id, { archive, globals, drawing, avoidedOnDemandSide, allocation });
    if (one.kind === "accept") {
      accepted.push(one.value);
      for (const { stated, reason, evidence: message } of one.value.refused)
        lostCases.push(refusedCase(id, stated, { reason, message, fix: fixOf(reason) }));
    } else {
      refusedProcesses.push({ rule: one.reason, id, message: one.evidence });
      const why = { reason: "process-refused", message: one.evidence, fix: fixOf("process-refused") };
      for (const lost of stated) lostCases.push(refusedCase(id, lost, why));
    }
  }

  const rules: ProviderRules = {
    given: options.providers ?? {},
    sameLocation: options.sameLocation ?? false,
    unusable: "as-if-not-stated",
  };
  const own = methodFactors(archive, globals);
  const wanted = own.methods.length === 0 ? characterise : undefined;
  const { sets, uses } = asked.value;
  const water = wanted === undefined ? nothingAsked : waterOfArchive(archive, accepted, uses, wanted.release);
  if (water.kind !== "accept") return water;
  const linked = linkedSystem(
    termsOf(archive),
    accepted,
    rules,
    [...own.methods, ...water.value.methods],
    drawing.parameters,
  );
  const flowIds = [...new Set(linked.flowRows.map(({ flowId }) => flowId))];
  const byGwp =
    wanted === undefined ? { methods: [], findings: [] } : gwpOfArchive(archive, flowIds, sets, wanted.release);
  const notUsed = own.methods.length === 0 ? [] : [...(characterise?.gwp ?? []), ...(characterise?.water ?? [])];
  const findings: readonly Finding[] = [
    ...documentFindings,
    ...missingFromArchive(archive),
    ...notCarried(archive),
    ...rulesWithoutUse(archive, options),
    ...accepted.flatMap(({ id, made }) => (made === undefined ? [] : [{ ...made, id }])),
    ...notUsed.map((id) => ({
      rule: "method-not-used",
      id,
      message: "The archive brings methods of its own, and these count.",
    })),
    ...own.findings,
    ...linked.findings,
    ...drawing.findings,
    ...byGwp.findings,
    ...water.value.findings,
  ];
  const processesRead = { accepted, refused: refusedProcesses, lost: lostCases, exchangesRead };
  const methods = [...own.methods, ...byGwp.methods, ...water.value.methods];
  const { report, files } = builtSystem(processesRead, linked, methods, findings);
  const documents = Object.fromEntries([...archive.documents].map(([type, byId]) => [type, byId.size]));
  return accept({ report: { documents, ...report }, files });
}

const nothingAsked = accept({ methods: [], findings: [] });

/** What a person decided about something that the archive does not hold: misspelt, or of another archive. */
function rulesWithoutUse(
  { documents }: Archive,
  { allocation = {}, providers = {} }: ImportOptions,
): readonly Finding[] {
  const without = (ids: readonly string[], type: string, what: string): readonly Finding[] =>
    ids
      .filter((id) => documents.get(type)?.has(id) !== true)
      .map((id) => ({
        rule: "rule-without-use",
        id,
        message: `${what} was given for "${id}", which is no ${type.toLowerCase()} of the archive. It has no effect.`,
      }));
  return [
    ...without(Object.keys(allocation).sort(), "Process", "An allocation method"),
    ...without(Object.keys(providers).sort(), "Flow", "A provider"),
  ];
}
