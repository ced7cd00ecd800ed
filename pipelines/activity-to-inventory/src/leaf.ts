import { didYouMean, isName, isTimeZone, readDecimal, unitOf } from "@celadon/quantity";
import { type Shape, scalar } from "./shape.ts";
import type { NameRule } from "./shape-of-many.ts";

/** Free text on one or several lines. */
export const text: Shape<string> = scalar({ type: "string" }, (value) => ({ value }));

/** One of a few words. A near miss is named. */
export const choice = <const W extends string>(...words: readonly W[]): Shape<W> =>
  scalar({ enum: words.flatMap((word) => (/^\d+(\.\d+)?$/.test(word) ? [Number(word), word] : [word])) }, (given) => {
    const value = words.find((word) => word === given);
    if (value !== undefined) return { value };
    return {
      problem: `"${given}" is none of: ${words.join(", ")}.${didYouMean(given, words)}`,
      fix: "Take one of them.",
    };
  });

/** `true` or `false`, nothing else: in YAML `yes` is a text. */
export const flag: Shape<boolean> = scalar({ type: "boolean" }, (given) =>
  given === "true" || given === "false"
    ? { value: given === "true" }
    : { problem: `"${given}" is neither true nor false.`, fix: "Write `true` or `false`." },
);

/** A plain decimal as canonical text (`1.50` is `1.5`), within the bounds. */
export const decimal = (bounds: {
  readonly places?: number;
  readonly above?: string;
  readonly least?: string;
}): Shape<string> =>
  scalar({ type: ["number", "string"], pattern: "^-?\\d+(\\.\\d+)?$" }, (given) => {
    const value = readDecimal(given);
    if (value === undefined)
      return { problem: `"${given}" is no plain decimal number.`, fix: "Write it like `-12.5`." };
    if (bounds.places !== undefined && value.decimalPlaces() > bounds.places) {
      return {
        problem: `"${given}" has more than ${bounds.places} decimals.`,
        fix: "Round it yourself: nothing here is rounded in silence.",
      };
    }
    if (bounds.above !== undefined && !value.greaterThan(bounds.above)) {
      return { problem: `"${given}" is not above ${bounds.above}.`, fix: `Write a number above ${bounds.above}.` };
    }
    if (bounds.least !== undefined && value.lessThan(bounds.least)) {
      return { problem: `"${given}" is below ${bounds.least}.`, fix: `Write at least ${bounds.least}.` };
    }
    return { value: value.toFixed() };
  });

/** A unit that Celadon knows, as its own symbol (`m³` becomes `m3`). */
export const unit: Shape<string> = scalar({ type: ["string", "number"] }, (given) => {
  const known = unitOf(given);
  return known.kind === "accept" ? { value: known.value.symbol } : unknownUnit(known.evidence);
});

/** The two halves of what `unitOf` says: the near miss first, the long list as the fix. */
export const unknownUnit = (evidence: string): { readonly problem: string; readonly fix: string } => {
  const [problem = evidence, known = ""] = evidence.split(" Known: ");
  return { problem, fix: `Known units: ${known}` };
};

/** An IANA time zone. */
export const timeZone: Shape<string> = scalar({ type: "string" }, (given) =>
  isTimeZone(given) && (given === "UTC" || given.includes("/"))
    ? { value: given }
    : { problem: `"${given}" is no time zone.`, fix: "Take a name such as Asia/Shanghai, Europe/Berlin or UTC." },
);

/** Where factors are for: an ISO 3166 country or subdivision, or one of China's grids. */
export const place: Shape<string> = scalar(
  { type: "string", pattern: "^[A-Z]{2}(-[A-Za-z0-9-]+)?$|^world$" },
  (given) =>
    /^[A-Z]{2}(-[A-Za-z0-9-]+)?$|^world$/.test(given)
      ? { value: given }
      : { problem: `"${given}" is no place.`, fix: "Write a code of ISO 3166, such as CN, CN-GD or KR." },
);

const steps = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A length of time in milliseconds: `10s`, `15min`, `1h`, `1d`. */
export const duration: Shape<number> = scalar({ type: "string", pattern: "^\\d+ ?(s|min|h|d)$" }, (given) => {
  const match = /^(\d{1,6}) ?(s|min|h|d)$/.exec(given);
  const value = match === null ? 0 : Number(match[1]) * steps[match[2] as keyof typeof steps];
  if (value > 0) return { value };
  return { problem: `"${given}" is no length of time.`, fix: "Write it like `10s`, `15min`, `1h` or `1d`." };
});

/** Names of factories and channels, as readings carry them. */
export const nameRule: NameRule = (name) => {
  if (isName(name) && !/ [+-] /.test(name)) return undefined;
  return {
    problem: `"${name}" cannot be a name.`,
    fix: "Take 1 to 128 letters, digits, blanks and ._/()+-, beginning and ending with a letter or digit, and no ` + ` or ` - `.",
  };
};

/** Names of processes, products and flows: as above, without `/`, which joins a process and its flow. */
export const partRule: NameRule = (name) =>
  name.includes("/")
    ? { problem: `"${name}" cannot be a name: "/" joins a process and its flow.`, fix: "Take a dash." }
    : nameRule(name);

export const name: Shape<string> = scalar({ type: "string" }, (given) => nameRule(given) ?? { value: given });
