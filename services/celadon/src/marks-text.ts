import { counted } from "./counted.ts";

interface Family {
  readonly of: RegExp;
  readonly en: (marks: readonly string[]) => string;
  readonly zh: (marks: readonly string[]) => string;
}

/** Kinds of marks that factor rows bring, in the order in which they matter to a reader. */
const families: readonly Family[] = [
  { of: /^placeholder/, en: () => "placeholders", zh: () => "占位值" },
  { of: /^recalled/, en: () => "recalled", zh: () => "凭记忆" },
  { of: /^(other place|other activity|other purpose)/, en: () => "of another place or use", zh: () => "他地或他用" },
  { of: /^(later|older) year|^not yet valid/, en: () => "of another year", zh: () => "其他年份" },
  { of: /^past its best-before/, en: () => "past best-before", zh: () => "已过最佳使用期" },
  {
    of: /^age (\d+) year/,
    en: (marks) => `up to ${counted(oldest(marks), "year")} old`,
    zh: (marks) => `数据最长已有 ${oldest(marks)} 年`,
  },
  { of: /^CO2e by /, en: () => "by another GWP set", zh: () => "按其他 GWP 值" },
  { of: /^a choice/, en: () => "chosen in the plant file", zh: () => "由工厂文件选定" },
  { of: /^partial/, en: () => "one gas of several", zh: () => "仅数种气体之一" },
];

/** Marks of a figure itself; one that has no word here stands as it is, for a mark is never dropped. */
const ownZh: Readonly<Record<string, string>> = { simulated: "模拟", illustrative: "示例" };

const named = "named in the plant model: ";

/**
 * Marks of a figure in one line, for people: what is said of the figure itself in full, what its factor rows bring by kind.
 * A figure rests on dozens of rows; `explain` shows which mark is whose, and JSON has all of them.
 */
export const marksText = (marks: readonly string[]): string => {
  const { own, kinds } = sorted(marks);
  const told = kinds.map(({ family, mine }) => family.en(mine));
  return [...own, ...(told.length === 0 ? [] : [`factor rows ${told.join(", ")}`])].join("; ");
};

/** The same in Chinese, for where there is room for both. */
export const marksTextZh = (marks: readonly string[]): string => {
  const { own, kinds } = sorted(marks);
  const told = kinds.map(({ family, mine }) => family.zh(mine));
  return [...own.map((mark) => ownZh[mark] ?? mark), ...(told.length === 0 ? [] : [`因子：${told.join("、")}`])].join(
    "；",
  );
};

function sorted(marks: readonly string[]) {
  const bare = marks.map((mark) => (mark.startsWith(named) ? mark.slice(named.length) : mark));
  const own = bare.filter((mark) => !families.some(({ of }) => of.test(mark)));
  const kinds = families.flatMap((family) => {
    const mine = bare.filter((mark) => family.of.test(mark));
    return mine.length === 0 ? [] : [{ family, mine }];
  });
  return { own, kinds };
}

const oldest = (marks: readonly string[]): number =>
  Math.max(...marks.map((mark) => Number(/^age (\d+)/.exec(mark)?.[1])));
