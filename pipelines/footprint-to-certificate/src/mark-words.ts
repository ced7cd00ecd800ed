/** A word or a short phrase in both languages. */
export interface BothWords {
  readonly en: string;
  /** Empty where only a plant's own word is known. */
  readonly zh: string;
}

/** Marks of a figure for people: what is said of the figure itself, and what its factor rows bring, by kind. */
export interface MarkWords {
  readonly own: readonly BothWords[];
  readonly rows: readonly BothWords[];
}

interface Kind {
  readonly of: RegExp;
  readonly told: (marks: readonly string[]) => BothWords;
}

const always = (of: RegExp, en: string, zh: string): Kind => ({ of, told: () => ({ en, zh }) });

const oldest = (marks: readonly string[]): number =>
  Math.max(...marks.map((mark) => Number(/^age (\d+)/.exec(mark)?.[1])));

/** Kinds of marks that factor rows bring, in the order in which they matter to a reader. */
const kinds: readonly Kind[] = [
  always(/^placeholder/, "placeholder", "占位数据"),
  always(/^recalled/, "from memory", "凭记忆"),
  always(/^other (?:place|activity|purpose)/, "of another place or use", "其他地区或用途"),
  always(/^(?:later|older) year|^not yet valid/, "of another year", "其他年份"),
  always(/^past its best-before/, "past best-before", "已过最佳使用期"),
  {
    of: /^age \d+ year/,
    told: (marks) => ({
      en: `up to ${oldest(marks)} ${oldest(marks) === 1 ? "year" : "years"} old`,
      zh: `数据最多已 ${oldest(marks)} 年`,
    }),
  },
  always(/^CO2e by /, "by another GWP set", "采用其他 GWP 值"),
  always(/^a choice/, "chosen in the plant model", "工厂模型选定"),
  always(/^partial/, "one gas of several", "仅含部分气体"),
];

const ofFigure: Readonly<Record<string, string>> = {
  illustrative: "示例",
  simulated: "模拟",
  "simulated issuer": "模拟签发方",
};
const beginnings: Readonly<Record<string, string>> = {
  "lower bound": "下限值",
  balance: "物料平衡",
  lot: "批次",
  provisional: "暂定值",
};

const named = "named in the plant model: ";

/** Marks in both languages. A figure rests on dozens of rows, so their marks are told by kind; each row has its own in full. */
export function markWords(marks: readonly string[]): MarkWords {
  const bare = marks.map((mark) => (mark.startsWith(named) ? mark.slice(named.length) : mark));
  const own = bare.filter((mark) => !kinds.some(({ of }) => of.test(mark)));
  const rows = kinds.flatMap(({ of, told }) => {
    const mine = bare.filter((mark) => of.test(mark));
    return mine.length === 0 ? [] : [told(mine)];
  });
  return { own: [...new Set(own)].map((en) => ({ en, zh: chinese(en) })), rows };
}

function chinese(mark: string): string {
  const colon = mark.indexOf(":");
  return ofFigure[mark] ?? (colon < 0 ? "" : (beginnings[mark.slice(0, colon)] ?? ""));
}
