/** Codes for the whole world, whose factor is the general one by right. */
export const wholeWorld: ReadonlySet<string> = new Set(["GLO", "world"]);

/** Places at which the world's factor counts: where none is stated, the world, and what ecoinvent's lists call the rest of it. */
export const worldPlaces: ReadonlySet<string> = new Set(["", ...wholeWorld, "RoW"]);
