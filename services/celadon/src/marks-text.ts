interface Family {
  readonly of: RegExp;
  readonly told: (marks: readonly string[]) => string;
}

/** Kinds of marks that factor rows bring, in the order in which they matter to a reader. */
const families: readonly Family[] = [
  { of: /^placeholder/, told: () => "placeholders" },
  { of: /^recalled/, told: () => "recalled" },
  { of: /^(other place|other activity|other purpose)/, told: () => "of another place or use" },
  { of: /^(later|older) year|^not yet valid/, told: () => "of another year" },
  { of: /^past its best-before/, told: () => "past best-before" },
  { of: /^age (\d+) year/, told: (marks) => `up to ${oldest(marks)} years old` },
  { of: /^CO2e by /, told: () => "by another GWP set" },
  { of: /^a choice/, told: () => "chosen in the plant file" },
  { of: /^partial/, told: () => "one gas of several" },
];

const named = "named in the plant model: ";

/**
 * Marks of a figure in one line, for people: what is said of the figure itself in full, what its factor rows bring by kind.
 * A figure rests on dozens of rows; `explain` shows which mark is whose, and JSON has all of them.
 */
export function marksText(marks: readonly string[]): string {
  const bare = marks.map((mark) => (mark.startsWith(named) ? mark.slice(named.length) : mark));
  const own = bare.filter((mark) => !families.some(({ of }) => of.test(mark)));
  const kinds = families.flatMap(({ of, told }) => {
    const mine = bare.filter((mark) => of.test(mark));
    return mine.length === 0 ? [] : [told(mine)];
  });
  return [...own, ...(kinds.length === 0 ? [] : [`factor rows ${kinds.join(", ")}`])].join("; ");
}

const oldest = (marks: readonly string[]): number =>
  Math.max(...marks.map((mark) => Number(/^age (\d+)/.exec(mark)?.[1])));
