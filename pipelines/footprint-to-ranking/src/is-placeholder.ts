import type { FactorUse } from "@celadon/proto";

/** Whether a factor row holds the place of one that nobody has read yet; its marks say so, also where the model names it. */
export const isPlaceholder = ({ marks }: FactorUse): boolean => marks.some((mark) => /\bplaceholder\b/.test(mark));
