/** A row of `indicators` by what its key adds to a product and period. */
export interface Written {
  readonly peer: string;
  readonly name: string;
}

/** `81234:energy 991:footprint`, to find rows again that a later footprint does not replace by itself. */
export const writtenText = (rows: readonly Written[]): string =>
  rows.map(({ peer, name }) => `${peer}:${name}`).join(" ");

export const readWritten = (text: string): readonly Written[] =>
  text
    .split(" ")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [peer = "", name = ""] = pair.split(":");
      return { peer, name };
    });
