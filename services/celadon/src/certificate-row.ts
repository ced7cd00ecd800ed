import type { Column } from "./print-table.ts";

/** A certificate in a list, as the interface gives it. */
export interface CertificateRow {
  readonly id: string;
  readonly footprint: string;
  readonly factory: string;
  readonly product: string;
  readonly issuer: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly issued: string;
  readonly replaces: string | null;
  readonly supersededBy: string | null;
  readonly revocation: { readonly at: string; readonly who: string; readonly why: string } | null;
}

/** Whether it still stands, in a word or two. */
const stateText = ({ revocation, supersededBy }: CertificateRow): string => {
  if (revocation !== null) return `revoked: ${revocation.why}`;
  return supersededBy === null ? "stands" : "replaced";
};

/** What people write: without "urn:uuid:". */
export const shortId = (id: string): string => id.replace(/^urn:uuid:/, "");

export const certificateColumns: readonly Column<CertificateRow>[] = [
  { head: "ID", of: ({ id }) => shortId(id) },
  { head: "FACTORY", of: ({ factory }) => factory },
  { head: "PRODUCT", of: ({ product }) => product },
  { head: "VALID FROM", of: ({ validFrom }) => validFrom },
  { head: "VALID UNTIL", of: ({ validUntil }) => validUntil },
  { head: "STATE", of: stateText },
];
