import type { Claims } from "@celadon/footprint-to-certificate";
import { drawParts } from "./draw-parts.ts";
import { drawQrCode } from "./draw-qr-code.ts";
import { drawQuality } from "./draw-quality.ts";
import { drawStamps } from "./draw-stamps.ts";
import { colours, paper, type Sheet, textWidth } from "./sheet.ts";
import { bothWords, dayText, figureText, unitText } from "./words.ts";

/** What the first page needs beside the claims. */
export interface Sealed {
  readonly claims: Claims;
  /** SHA-256 of the credential's bytes, in hexadecimal. */
  readonly digest: string;
  readonly stamps: readonly string[];
}

const left = paper.margin;
const right = paper.width - paper.margin;

/** Draws the first page: whose product, the figure, what it is made of, how good the data are, and how to check it. */
export function drawFront(sheet: Sheet, sealed: Sealed): void {
  const { document } = sheet;
  const { credentialSubject: subject } = sealed.claims;
  document.rect(0, 0, paper.width, 10).fill(colours.celadon);
  let y = drawTitle(sheet, sealed);
  y = drawFigure(sheet, sealed.claims, y + 14);
  y = drawFacts(sheet, sealed.claims, y + 14);
  y = section(sheet, "按生命周期阶段 By life-cycle stage, kg CO2e", y + 14);
  y = drawParts(sheet, subject.parts.stage, { x: left, y, width: textWidth });
  y = section(sheet, "数据质量 Data quality", y + 10);
  drawQuality(sheet, subject, { x: left, y, width: textWidth });
  drawSeal(sheet, sealed);
}

function drawTitle(sheet: Sheet, { claims, stamps }: Sealed): number {
  const { claim, product, factory } = claims.credentialSubject;
  const { write } = sheet;
  const place = { x: left, width: textWidth - (stamps.length === 0 ? 0 : 190) };
  let y = write(`${claim.zh}声明`, { ...place, y: 32, size: 22, bold: true, colour: colours.celadon, lines: 1 });
  y = write(`${claim.en}: a declaration`, { ...place, y, size: 11, colour: colours.celadon, lines: 1 });
  drawStamps(sheet, stamps, right - 4, 36);
  // Stamps hang beside the names where there are several.
  const beside = { x: left, width: textWidth - (stamps.length > 1 ? 190 : 0) };
  const names = [product.name.zh, product.name.en].filter((name) => name !== "");
  const [first = product.id, second] = names;
  y = write(first, { ...beside, y: y + 14, size: 18, bold: true, lines: 2 });
  if (second !== undefined) y = write(second, { ...beside, y, size: 12, lines: 2 });
  const factoryNames = [factory.name.zh, factory.name.en].filter((name) => name !== "");
  const who = factoryNames.length === 0 ? factory.id : factoryNames.join(" · ");
  return write(who, { x: left, y: y + 3, width: textWidth, size: 10.5, colour: colours.quiet, lines: 1 });
}

/** The figure, large, with what it is per; its exact digits stand among the facts. */
function drawFigure({ document, write, widthOf }: Sheet, { credentialSubject: subject }: Claims, y: number): number {
  const { figures, declaredUnit } = subject;
  const height = 80;
  document.roundedRect(left, y, textWidth, height, 6).fill(colours.pale);
  const figure = figureText(figures.totalKgCo2e, 6);
  const size = Math.min(48, (48 * 250) / widthOf(figure, 48, true));
  const width = widthOf(figure, size, true);
  write(figure, {
    x: left + 20,
    y: y + height / 2 - size * 0.52,
    width: width + 4,
    size,
    bold: true,
    colour: colours.celadon,
  });
  const beside = { x: left + 20 + width + 14, width: textWidth - width - 54 };
  const per = `${declaredUnit.amount} ${unitText(declaredUnit.unit)}`;
  const end = write("kg CO2e", { ...beside, y: y + 19, size: 17, bold: true, lines: 1 });
  write(`每 per ${per} · 声明单位 declared unit`, {
    ...beside,
    y: end + 1,
    size: 10.5,
    colour: colours.quiet,
    lines: 1,
  });
  return y + height;
}

function drawFacts({ write }: Sheet, { credentialSubject: subject }: Claims, y: number): number {
  const { period, figures, declaredUnit, boundary, rules, product } = subject;
  const specification = (product.specification?.keys ?? []).map(({ value }) => value).join(", ");
  const farms = (rules.choices ?? []).filter(({ kind }) => kind === "farm rule").map(({ chosen }) => chosen);
  const farmRules = [...new Set(farms)].join(", ");
  const produced = `${figureText(figures.produced, 12)} ${unitText(declaredUnit.unit)}`;
  const biogenic = figures.biogenicKgCo2 === null ? "无 none" : `${figureText(figures.biogenicKgCo2, 8)} kg CO2`;
  const facts: readonly (readonly [string, string])[] = [
    ["期间 Period (end not included)", `${dayText(period.from)} — ${dayText(period.to)}  ${period.timeZone}`],
    ["系统边界 Boundary", bothWords(boundary)],
    ["精确值 Exact figure", `${figureText(figures.totalKgCo2e, 40)} kg CO2e`],
    ["产量 Produced in the period", produced],
    ["生物源 CO2（另计） Biogenic CO2, beside the total", biogenic],
    ["依据 Calculated following", `${rules.follows.join(", ")}; GWP 100: ${rules.gwpSet}`],
    ...(specification === "" ? [] : [["产品规格 Specification", specification] as const]),
    ...(farmRules === "" ? [] : [["养殖负担规则 Farm rule", farmRules] as const]),
  ];
  const width = textWidth / 2 - 10;
  let row = y;
  for (let i = 0; i < facts.length; i += 2) {
    const ends = facts.slice(i, i + 2).map(([label, value], column) => {
      const place = { x: left + column * (width + 20), width };
      const end = write(label, { ...place, y: row, size: 8, colour: colours.quiet, lines: 1 });
      return write(value, { ...place, y: end, size: 10.5, lines: 1 });
    });
    row = Math.max(...ends) + 6;
  }
  return row - 6;
}

function section({ document, write }: Sheet, title: string, y: number): number {
  document.moveTo(left, y).lineTo(right, y).lineWidth(0.6).stroke(colours.line);
  return (
    write(title, { x: left, y: y + 6, width: textWidth, size: 10, bold: true, colour: colours.celadon, lines: 1 }) + 5
  );
}

const sealHeight = 150;

/** Issuer, validity, and how to check: at the foot of the page. */
function drawSeal(sheet: Sheet, { claims, digest }: Sealed): void {
  const { document, write } = sheet;
  const y = paper.height - paper.margin - sealHeight;
  document.roundedRect(left, y, textWidth, sealHeight, 6).lineWidth(0.8).stroke(colours.line);
  const side = sealHeight - 16;
  const howTo = "celadon certificate verify FILE --issuer issuer.json";
  drawQrCode(sheet, `${claims.id}\nsha256:${digest}\n${howTo}`, { x: left + 8, y: y + 8, side });
  const place = { x: left + side + 22, width: textWidth - side - 36 };
  const label = { ...place, size: 7.5, colour: colours.quiet, lines: 1 };
  let end = write("签发方 Issuer", { ...label, y: y + 10 });
  end = write(claims.issuer.name, { ...place, y: end, size: 11, bold: true, lines: 1 });
  end = write("有效期 Valid (end not included)", { ...label, y: end + 4 });
  const dates = `${dayText(claims.validFrom)} — ${dayText(claims.validUntil)}`;
  end = write(dates, { ...place, y: end, size: 10, lines: 1 });
  end = write("编号 Certificate · SHA-256", { ...label, y: end + 4 });
  end = write(claims.id.replace("urn:uuid:", ""), { ...place, y: end, size: 8.5, lines: 1 });
  end = write(digest, { ...place, y: end, size: 7.5, lines: 1 });
  const zh = "核验：以签发方直接提供、七天以内的 issuer.json 检查凭证文件；本页仅为副本，以凭证文件为准。";
  const en = `To check: ${howTo}, with an issuer.json of the last seven days from the issuer itself. The credential file counts, this page is a copy.`;
  end = write(zh, { ...place, y: end + 4, size: 7.5, colour: colours.quiet, lines: 2 });
  write(en, { ...place, y: end, size: 7.5, colour: colours.quiet, lines: 2 });
}
