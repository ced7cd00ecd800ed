import type { Store } from "@celadon/runtime";
import { type Adoption, adoptionsIn } from "./adoptions.ts";
import type { KnownStation } from "./known-station.ts";
import { isSecret, sha256 } from "./stations-of-file.ts";

/** Who is known by which number. */
export interface Register {
  /** The station of a number; `ignored` where somebody said that it does not matter; undefined where nobody said anything. */
  readonly find: (mn: string) => KnownStation | "ignored" | undefined;
  readonly all: () => readonly KnownStation[];
  /** Reads what was decided since; tells the numbers about which something new was. */
  readonly refresh: () => Promise<readonly string[]>;
}

/** The stations of the meters file, and behind them those that were adopted: decisions are read again, so none needs a restart. */
export function openRegister(ofFile: readonly KnownStation[], store: Store): Register {
  const named = new Map(ofFile.map((station) => [station.mn, station]));
  let decided = new Map<string, { readonly adoption: Adoption; readonly station: KnownStation | "ignored" }>();
  return {
    find: (mn) => named.get(mn) ?? decided.get(mn)?.station,
    all: () => [
      ...named.values(),
      ...[...decided.values()].flatMap(({ adoption, station }) =>
        station === "ignored" || named.has(adoption.mn) ? [] : [station],
      ),
    ],
    refresh: async () => {
      const now = await adoptionsIn(store);
      const news = now.filter(({ mn, decidedMs }) => decided.get(mn)?.adoption.decidedMs !== decidedMs);
      const fresh = new Map(decided);
      for (const adoption of news) fresh.set(adoption.mn, { adoption, station: stationOf(adoption) });
      decided = fresh;
      return news.map(({ mn }) => mn);
    },
  };
}

const stationOf = ({ mn, decision, factory, name, passwordHash }: Adoption): KnownStation | "ignored" =>
  decision === "ignored"
    ? "ignored"
    : {
        ...{ mn, factory, name, from: "adopted", version: undefined, password: undefined, keys: [], minutes: 10 },
        ...{ setsClock: false, settings: [], asks: undefined, mayComeFrom: () => true },
        isPassword: passwordHash === "" ? () => true : isPasswordOf(mn, passwordHash),
      };

/** What is kept of a password: number and password together, so that equal passwords of two stations do not look equal. */
export const passwordHashOf = (mn: string, password: string): string => sha256(`${mn}:${password}`).toString("hex");

const isPasswordOf = (mn: string, hash: string): ((sent: string) => boolean) => {
  const isSame = isSecret(hash);
  return (sent) => isSame(passwordHashOf(mn, sent));
};
