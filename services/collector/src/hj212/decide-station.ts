import { isName } from "@celadon/quantity";
import { type Caller, refuse, refuseForeign, type Store } from "@celadon/runtime";
import { type Adoption, adoptionsIn, storeAdoption } from "./adoptions.ts";
import { nameMax } from "./hj212-faults.ts";
import type { NamedStation } from "./station-list.ts";
import { sealedFrames } from "./waiting-frames.ts";

export interface StationDecision {
  readonly mn: string;
  readonly decision: Adoption["decision"];
  readonly factory: string;
  readonly name: string;
  readonly who: string;
  readonly why: string;
}

/**
 * Keeps what somebody decided about a station: to which factory it belongs and how its channels begin, or that it does not matter. What
 * waits of it is delivered, or forgotten, within seconds. Refused: a station of the meters file, a name that another one of the factory
 * has, somebody else's station, one that encrypts, a decision without who and why.
 */
export async function decideStation(
  wanted: StationDecision,
  {
    store,
    ofFile,
    caller,
    nowMs,
  }: {
    readonly store: Store;
    readonly ofFile: readonly NamedStation[];
    readonly caller: Caller;
    readonly nowMs: number;
  },
): Promise<void> {
  const { mn, decision, factory, name, who, why } = wanted;
  const bad = (code: string, message: string, status = 400) => refuse({ status, code, message });
  if (!/^[0-9A-Za-z_-]{1,32}$/.test(mn)) throw bad("bad-station", `"${mn}" is no number of a station: write its MN.`);
  if (who.trim() === "" || why.trim() === "")
    throw bad("no-reason", "Say who decides it, and why: it is kept with the decision.");
  if (decision === "adopted") {
    for (const [what, text] of Object.entries({ factory, name })) {
      if (isName(text) && text.length <= nameMax) continue;
      throw bad("bad-name", `"${text}" is no name (${what}): 1 to ${nameMax} letters, digits, blanks and ._/()+-.`);
    }
    refuseForeign(caller, factory);
  }
  const named = ofFile.find((station) => station.mn === mn);
  if (named !== undefined) {
    const message = `Station ${mn} is "${named.name}" of the meters file, which goes before: change it there.`;
    throw bad("in-file", message, 409);
  }
  const adoptions = await adoptionsIn(store);
  const before = adoptions.find((one) => one.mn === mn);
  if (before?.decision === "adopted") refuseForeign(caller, before.factory);
  const others = [...ofFile, ...adoptions.filter((one) => one.decision === "adopted")];
  const other = others.find((one) => one.mn !== mn && one.factory === factory && one.name === name);
  if (decision === "adopted" && other !== undefined) {
    const message = `Station ${other.mn} of factory "${factory}" has the name "${name}", and both would write into the same channels: take another.`;
    throw bad("name-taken", message, 409);
  }
  const [sent] = await store.rows<{ readonly passwordHash: string; readonly sealed: string }>({
    text: `SELECT argMax(passwordHash, receivedMs) AS passwordHash, ${sealedFrames} AS sealed FROM waitingFrames FINAL
      WHERE mn = {mn:String} GROUP BY mn`,
    params: { mn },
  });
  if (decision === "adopted" && sent !== undefined && Number(sent.sealed) > 0) {
    const message = `Station ${mn} sends in SM4, which is read only with its key: name it in the meters file with "keyFile" and start the collector again. What waits of it is then taken.`;
    throw bad("encrypted", message, 409);
  }
  const passwordHash = sent?.passwordHash ?? before?.passwordHash ?? "";
  const decidedMs = before === undefined ? nowMs : Math.max(nowMs, before.decidedMs + 1);
  await storeAdoption(store, { ...wanted, decidedMs, passwordHash });
}
