import { type Claims, markWords } from "@celadon/footprint-to-certificate";
import type { Sealed } from "./draw-front.ts";
import { drawTable } from "./draw-table.ts";
import {
  byShare,
  factorMarks,
  factorPapers,
  factorShare,
  factorValue,
  isPlaceholder,
  shareAtMost,
} from "./factor-rows.ts";
import { type Flow, openFlow } from "./flow.ts";
import { colours, paper, type Sheet, textWidth } from "./sheet.ts";
import { bothText, bothWords, figureText, percentText } from "./words.ts";

type Subject = Claims["credentialSubject"];

const left = paper.margin;
const footHeight = 158;
/** For the largest factor rows, where gaps are many. */
const factorsHeight = 160;
/** Factor rows and gaps that have no room up to here are counted; every placeholder and every choice stands somewhere. */
const pagesUsually = 3;

/**
 * Draws the pages behind the first: parts, what the product is, the choices its figure rests on, every placeholder with its share,
 * marks and gaps, the other factor rows (those that bear most first), provenance, and what the certificate does not say.
 */
export function drawAnnex(sheet: Sheet, { claims, digest }: Sealed): void {
  const { credentialSubject: subject } = claims;
  const id = claims.id.replace("urn:uuid:", "");
  const flow = openFlow(sheet, { title: "附录 Annex", continued: "附录（续） Annex, continued", id });
  drawLists(flow, subject.parts);
  drawSpecification(flow, subject);
  drawChoices(flow, subject);
  const [placeholders, others] = [
    subject.factors.filter(isPlaceholder),
    subject.factors.filter((row) => !isPlaceholder(row)),
  ];
  drawTable(flow, {
    title: `占位数据 Placeholders: ${percentText(subject.quality.placeholderShare)} 占足迹 of the figure`,
    columns: factorColumns("标注 Marks"),
    rows: byShare(placeholders).map((row) => [row.id, factorValue(row), factorShare(row), factorMarks(row)]),
  });
  drawMarks(flow, subject);
  drawFactors(flow, byShare(others));
  drawFoot(flow, { claims, digest });
}

const factorColumns = (last: string) => [
  { head: "因子 Row", width: 150 },
  { head: "数值 Value", width: 112 },
  { head: "占足迹 Share", width: 58, align: "right" as const },
  { head: last },
];

const listMax = 9;

function drawLists(flow: Flow, parts: Subject["parts"]): void {
  const { write } = flow.sheet;
  const lists = [
    ["范围 Scope", parts.scope.map((part) => ({ ...part, name: bothWords(part.name) }))],
    ["气体 Gas", parts.gas.map((part) => ({ ...part, name: bothWords(part.name) }))],
    ["过程 Process", parts.process],
  ] as const;
  const title = { size: 10, bold: true, colour: colours.celadon, lines: 1 };
  const y = write("构成 Parts, kg CO2e", { ...title, x: left, y: flow.begin(0), width: textWidth }) + 3;
  const width = (textWidth - 40) / lists.length;
  const ends = lists.map(([head, list], i) => {
    const x = left + i * (width + 20);
    let end = write(head, { x, y, width, size: 8, colour: colours.quiet, lines: 1 });
    for (const { name, kgCo2e } of list.slice(0, listMax)) {
      write(name, { x, y: end, width: width - 62, size: 8.5, lines: 1 });
      end = write(figureText(kgCo2e, 6), { x: x + width - 60, y: end, width: 60, size: 8.5, align: "right", lines: 1 });
    }
    const more = list.length - listMax;
    return more <= 0 ? end : write(`+${more}`, { x, y: end, width, size: 8, colour: colours.quiet });
  });
  flow.end(Math.max(...ends));
}

/** Certificates did not say it from the beginning, and a product that is compared with nobody may have none. */
function drawSpecification(flow: Flow, { product: { specification } }: Subject): void {
  if (specification === undefined) return;
  const { group, keys } = specification;
  const of = keys.map(({ name, value }) => [bothWords(name), value]);
  drawTable(flow, {
    title: "产品规格 Product specification",
    columns: [{ head: "", width: 200 }, { head: "" }],
    rows: [...(group === "" ? [] : [["产品组 product group", bothWords(group)]]), ...of],
  });
}

function drawChoices(flow: Flow, { rules: { choices = [] } }: Subject): void {
  drawTable(flow, {
    title: "足迹所依据的选择 Choices the figure rests on",
    columns: [{ head: "类别 Kind", width: 118 }, { head: "位置 Where", width: 132 }, { head: "选定 Chosen" }],
    rows: choices.map(({ kind, where, chosen, shares }) => {
      const parts = shares.map(({ product, share }) => `${product} ${percentText(share)}`);
      return [
        bothWords(kind),
        where,
        [bothWords(chosen), ...(parts.length === 0 ? [] : [parts.join(", ")])].join(": "),
      ];
    }),
  });
}

/** What the figure's own marks are, what its rows bring by kind, and each gap. */
function drawMarks(flow: Flow, { quality: { marks, gaps } }: Subject): void {
  const { own, rows } = markWords(marks);
  const ofRows = rows.length === 0 ? [] : [["因子 factor rows", rows.map(bothText).join("; ")]];
  const ofFigure = own.length === 0 ? [] : [["足迹 figure", own.map(bothText).join("; ")]];
  const told = [
    ...ofFigure,
    ...ofRows,
    ...gaps.map(({ kind, where, reason }) => [bothWords(kind), `${where}: ${reason}`]),
  ];
  drawTable(flow, {
    title: "标注与缺口 Marks and gaps",
    columns: [{ head: "", width: 118 }, { head: "" }],
    rows: told,
    upTo: {
      page: pagesUsually,
      keptFree: footHeight + factorsHeight,
      rest: (first) => `另有 ${told.length - first} 项见凭证文件 · and ${told.length - first} more in the credential`,
    },
  });
}

function drawFactors(flow: Flow, rows: readonly Subject["factors"][number][]): void {
  const rest = (first: number): string => {
    const [count, share] = [rows.length - first, shareAtMost(rows.slice(first))];
    const [zh, en] =
      share === null
        ? ["", ""]
        : [`，合计至多占足迹 ${percentText(share)}`, `, at most ${percentText(share)} of the figure together`];
    return `另有 ${count} 项见凭证文件${zh} · and ${count} more in the credential${en}`;
  };
  drawTable(flow, {
    title: "其他因子，占比大者在前 Other factor rows, the largest share first",
    columns: factorColumns("标注与出处 Marks and source"),
    rows: rows.map((row) => [row.id, factorValue(row), factorShare(row), factorPapers(row)]),
    upTo: { page: pagesUsually, keptFree: footHeight, rest },
  });
}

function drawFoot(flow: Flow, { claims, digest }: Pick<Sealed, "claims" | "digest">): void {
  const { write } = flow.sheet;
  const { limits, provenance, footprint, rules } = claims.credentialSubject;
  const quiet = { x: left, width: textWidth, size: 7.5, colour: colours.quiet };
  flow.begin(footHeight);
  let y = paper.height - paper.margin - footHeight + 8;
  for (const { zh, en } of limits) {
    y = write(zh, { ...quiet, colour: colours.ink, y, lines: 1 });
    y = write(en, { ...quiet, y, lines: 1 }) + 2;
  }
  const models = provenance.models.map(({ hash }) => hash).join(", ");
  const facts = [
    `足迹 footprint ${footprint.id} · 方法 method ${rules.method}`,
    `模型 plant model ${models}`,
    `因子版本 factor release ${provenance.factorRelease}`,
    `活动摘要 activity digest ${provenance.activityDigest}`,
    `凭证 credential SHA-256 ${digest}`,
  ];
  y += 5;
  for (const fact of facts) y = write(fact, { ...quiet, y, lines: 1 });
}
