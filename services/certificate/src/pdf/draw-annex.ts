import type { Sealed } from "./draw-front.ts";
import { colours, paper, type Sheet, textWidth } from "./sheet.ts";
import { figureText, unitText } from "./words.ts";

const left = paper.margin;
const bottom = paper.height - paper.margin;
const footHeight = 150;

/** Draws the second page: parts, factor rows, gaps, provenance, and what the certificate does not say. What has no room is counted. */
export function drawAnnex(sheet: Sheet, { claims, digest }: Sealed): void {
  const { document, write } = sheet;
  const { credentialSubject: subject } = claims;
  document.addPage();
  document.rect(0, 0, paper.width, 10).fill(colours.celadon);
  const id = claims.id.replace("urn:uuid:", "");
  let y = write("附录 Annex", { x: left, y: 28, width: textWidth / 2, size: 15, bold: true, colour: colours.celadon });
  write(id, { x: left + textWidth / 2, y: 34, width: textWidth / 2, size: 8, align: "right", colour: colours.quiet });
  y = heading(sheet, "构成 Parts, kg CO2e", y + 8);
  y = drawLists(sheet, subject.parts, y);
  const said = [
    ...subject.quality.marks,
    ...subject.quality.gaps.map(({ where, reason }) => `${where}: ${reason}`),
  ].map((text) => [text]);
  y = heading(sheet, "使用的因子 Factor rows used", y + 10);
  y = rows(sheet, subject.factors.map(factorCells), y, bottom - footHeight - 30 - Math.min(said.length, 8) * 16);
  if (said.length > 0) {
    y = heading(sheet, "标注与缺口 Marks and gaps", y + 10);
    rows(sheet, said, y, bottom - footHeight);
  }
  drawFoot(sheet, { claims, digest });
}

function heading({ write }: Sheet, title: string, y: number): number {
  return write(title, { x: left, y, width: textWidth, size: 10, bold: true, colour: colours.celadon, lines: 1 }) + 3;
}

const listMax = 9;

function drawLists({ write }: Sheet, parts: Sealed["claims"]["credentialSubject"]["parts"], y: number): number {
  const lists = [
    ["范围 Scope", parts.scope],
    ["气体 Gas", parts.gas],
    ["过程 Process", parts.process],
  ] as const;
  const width = (textWidth - 40) / lists.length;
  const ends = lists.map(([title, list], i) => {
    const x = left + i * (width + 20);
    let end = write(title, { x, y, width, size: 8, colour: colours.quiet, lines: 1 });
    for (const { name, kgCo2e } of list.slice(0, listMax)) {
      write(name, { x, y: end, width: width - 62, size: 8.5, lines: 1 });
      end = write(figureText(kgCo2e, 6), { x: x + width - 60, y: end, width: 60, size: 8.5, align: "right", lines: 1 });
    }
    const more = list.length - listMax;
    return more <= 0 ? end : write(`+${more}`, { x, y: end, width, size: 8, colour: colours.quiet });
  });
  return Math.max(...ends);
}

const factorCells = (row: Sealed["claims"]["credentialSubject"]["factors"][number]): readonly string[] => [
  row.id,
  `${row.value} ${unitText(row.unit)}${row.gas === "" || row.gas === "CO2e" ? "" : ` (${row.gas})`}`,
  [row.document, row.edition, row.locator].filter((text) => text !== "").join(", "),
];

const widths: Readonly<Record<number, readonly number[]>> = { 1: [textWidth], 3: [140, 130, textWidth - 290] };

/** Rows of a table as far as there is room; the others are counted, for they stand in the credential. */
function rows({ document, write }: Sheet, table: readonly (readonly string[])[], y: number, until: number): number {
  let top = y;
  for (const [i, cells] of table.entries()) {
    if (top + 36 > until) {
      const more = `另有 ${table.length - i} 项见凭证文件 · ${table.length - i} more in the credential`;
      return write(more, { x: left, y: top, width: textWidth, size: 8, colour: colours.quiet });
    }
    let x = left;
    const ends = cells.map((cell, column) => {
      const width = widths[cells.length]?.[column] ?? textWidth;
      const end = write(cell, { x, y: top + 2, width: width - 10, size: 8, lines: 3 });
      x += width;
      return end;
    });
    top = Math.max(...ends) + 2;
    document
      .moveTo(left, top)
      .lineTo(left + textWidth, top)
      .lineWidth(0.4)
      .stroke(colours.line);
  }
  return top;
}

function drawFoot({ write }: Sheet, { claims, digest }: Pick<Sealed, "claims" | "digest">): void {
  const { limits, provenance, footprint, rules } = claims.credentialSubject;
  const quiet = { x: left, width: textWidth, size: 7.5, colour: colours.quiet };
  let y = bottom - footHeight;
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
