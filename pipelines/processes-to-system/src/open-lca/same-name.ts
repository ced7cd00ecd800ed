const evened = (name: string): string => name.normalize("NFKC").trim().replace(/\s+/g, " ");

/** Whether two names are the same once Unicode forms and blanks are evened out. Case counts: Mg is no mg. */
export const sameName = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && evened(a) === evened(b);
