/** An elementary flow as its documents describe it. */
export interface DescribedFlow {
  readonly name: string;
  readonly cas: string | undefined;
  /** Path of its category in lower case, `emission to air/urban air close to ground`. */
  readonly compartment: string;
}

/** The name in one spelling: Unicode normalised, blanks evened out, lower case. */
export const evenedName = ({ name }: DescribedFlow): string =>
  name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();

/** The CAS number without leading zeros: `000124-38-9` and `124-38-9` are one. */
export const evenedCas = ({ cas }: DescribedFlow): string | undefined => cas?.trim().replace(/^0+/, "");

/** The flow's own direction where its compartment says it: a resource is taken in, an emission given off. */
export function directionIn(compartment: string): "input" | "output" | undefined {
  if (/\bresources?\b/.test(compartment)) return "input";
  return /\bemissions?\b/.test(compartment) ? "output" : undefined;
}
