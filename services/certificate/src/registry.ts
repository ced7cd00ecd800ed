import { oneAtATime, type Store } from "@celadon/runtime";

/** A certificate without its history: what is written when it is issued. */
export interface IssuedCertificate {
  /** "urn:uuid:...". */
  readonly id: string;
  readonly footprint: string;
  readonly factory: string;
  readonly product: string;
  readonly issuer: string;
  readonly validFromMs: number;
  readonly validUntilMs: number;
  /** The certificate it replaces; empty: none. */
  readonly replaces: string;
  readonly issuedMs: number;
  /** A compact JWS. */
  readonly credential: string;
}

/** The end of a certificate before its time. */
export interface Revocation {
  readonly atMs: number;
  readonly who: string;
  readonly why: string;
}

export interface StoredCertificate extends IssuedCertificate {
  readonly revocation: Revocation | undefined;
  /** The certificate that names this one as replaced; empty while none does. */
  readonly supersededBy: string;
}

/** The certificates of this installation: append only, with revocations that are final. */
export interface Registry {
  /** Writes a certificate. One with its id that is there already stays as it is, and is the answer. */
  issue(certificate: IssuedCertificate): Promise<StoredCertificate>;
  /** By when they were issued, then by id. */
  list(): Promise<readonly StoredCertificate[]>;
  get(id: string): Promise<StoredCertificate | undefined>;
  /** Revokes for good; one that is revoked already keeps its first reason. */
  revoke(id: string, revocation: Revocation): Promise<StoredCertificate | undefined>;
}

type IssuedRow = Readonly<Record<keyof IssuedCertificate, string>>;

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** Opens the registry of a store. One process writes it; what is written is written one after the other. */
export function openRegistry(store: Store): Registry {
  const inTurn = oneAtATime();

  const list: Registry["list"] = async () => {
    const rows = await store.rows<IssuedRow>({
      text: `SELECT id, footprint, base64Decode(factory) AS factory, base64Decode(product) AS product, issuer, validFromMs,
          validUntilMs, replaces, issuedMs, credential
        FROM (SELECT * FROM certificates ORDER BY id, issuedMs LIMIT 1 BY id) ORDER BY issuedMs, id`,
    });
    const revoked = await store.rows<{ id: string; atMs: string; who: string; why: string }>({
      text: `SELECT id, atMs, base64Decode(who) AS who, base64Decode(why) AS why
        FROM certificateRevocations ORDER BY id, atMs, who, why LIMIT 1 BY id`,
    });
    const ends = new Map(revoked.map(({ id, atMs, who, why }) => [id, { atMs: Number(atMs), who, why }]));
    const heirs = new Map(rows.map(({ id, replaces }) => [replaces, id]));
    return rows.map((row) => ({
      ...row,
      validFromMs: Number(row.validFromMs),
      validUntilMs: Number(row.validUntilMs),
      issuedMs: Number(row.issuedMs),
      revocation: ends.get(row.id),
      supersededBy: heirs.get(row.id) ?? "",
    }));
  };
  const get: Registry["get"] = async (id) => (await list()).find((one) => one.id === id);

  return {
    list,
    get,
    issue: (one) =>
      inTurn(async () => {
        const there = await get(one.id);
        if (there !== undefined) return there;
        const { id, footprint, issuer, validFromMs, validUntilMs, replaces, issuedMs, credential } = one;
        const [factory, product] = [base64(one.factory), base64(one.product)];
        const cells = [
          id,
          footprint,
          factory,
          product,
          issuer,
          validFromMs,
          validUntilMs,
          replaces,
          issuedMs,
          credential,
        ];
        await store.insert("certificates", columns, Buffer.from(`${cells.join("\t")}\n`));
        return { ...one, revocation: undefined, supersededBy: "" };
      }),
    revoke: (id, { atMs, who, why }) =>
      inTurn(async () => {
        const there = await get(id);
        if (there === undefined || there.revocation !== undefined) return there;
        const row = `${id}\t${atMs}\t${base64(who)}\t${base64(why)}\n`;
        await store.insert("certificateRevocations", ["id", "atMs", "who", "why"], Buffer.from(row));
        return { ...there, revocation: { atMs, who, why } };
      }),
  };
}

const columns: readonly (keyof IssuedCertificate)[] = [
  "id",
  "footprint",
  "factory",
  "product",
  "issuer",
  "validFromMs",
  "validUntilMs",
  "replaces",
  "issuedMs",
  "credential",
];
