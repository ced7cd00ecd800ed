import { expect, test } from "vitest";
import { claimsIn } from "../claims-in.ts";
import { sampleCredential } from "../sample-credential.ts";
import { drawAnnex } from "./draw-annex.ts";
import { numberPages } from "./number-pages.ts";
import { openSheet, paper } from "./sheet.ts";

/** What an annex says, and whether all of it stands on its pages. */
function annexOf(claims: ReturnType<typeof claimsIn>) {
  const sheet = openSheet({ title: "", author: "", createdMs: 0 });
  const said: string[] = [];
  const write: typeof sheet.write = (text, writing) => {
    said.push(text);
    const end = sheet.write(text, writing);
    expect(end, text).toBeLessThan(paper.height);
    return end;
  };
  const recording = { ...sheet, write };
  drawAnnex(recording, { claims, digest: "digest", stamps: [] });
  numberPages(recording);
  return { said, pages: sheet.document.bufferedPageRange().count };
}
const sampleClaims = (wishes: Parameters<typeof sampleCredential>[0]) => claimsIn(sampleCredential(wishes));

test("every placeholder stands in it by name with its share, on as many pages as they need, and pages are numbered", () => {
  const few = annexOf(sampleClaims({ placeholders: 2 }));
  const many = annexOf(sampleClaims({ placeholders: 120 }));
  for (let i = 0; i < 120; i++) expect(many.said).toContain(`placeholder-${i}`);
  expect(few.said.filter((text) => text === "50 %")).toHaveLength(2);
  expect(many.said.filter((text) => text === "0.8 %")).toHaveLength(120);
  expect(many.said).toContain("占位数据 placeholder");
  expect(many.pages).toBeGreaterThan(3);
  expect(many.said).toContain(`${many.pages} / ${many.pages}`);
});

test("what the product is, the farm rule and how burdens are shared stand in it, in both languages", () => {
  const { said } = annexOf(sampleClaims({ placeholders: 2 }));
  expect(said).toEqual(
    expect.arrayContaining(["产品组 product group", "成品革 finished leather", "动物 animal", "bovine"]),
  );
  expect(said).toEqual(expect.arrayContaining(["养殖负担规则 farm rule", "hide/en-16887"]));
  expect(said).toEqual(expect.arrayContaining(["分配方法 allocation", "按质量 mass: leather 80 %, split 20 %"]));
});

test("of the other rows those that most rests on come first, and what has no room is counted with its share at most", () => {
  const claims = sampleClaims({});
  const [row] = claims.credentialSubject.factors;
  if (row === undefined) throw new Error("The sample has factor rows.");
  const factors = Array.from({ length: 90 }, (_, i) => ({
    ...row,
    id: `row-${i}`,
    share: i === 40 ? "0.5" : "0.0004",
  }));
  const { said, pages } = annexOf({ ...claims, credentialSubject: { ...claims.credentialSubject, factors } });
  const shown = said.filter((text) => /^row-\d+$/.test(text));
  expect(shown[0]).toBe("row-40");
  expect([pages, said.includes("< 0.1 %")]).toEqual([3, true]); // with the empty first page
  const left = 90 - shown.length;
  const share = Math.ceil(left * 0.0004 * 1000) / 10;
  expect(said).toContain(
    `另有 ${left} 项见凭证文件，合计至多占足迹 ${share} % · and ${left} more in the credential, at most ${share} % of the figure together`,
  );
});

test("a certificate of before rows had shares and choices were said is drawn too", () => {
  const claims = sampleClaims({ placeholders: 2 });
  const { product, rules, factors, ...rest } = claims.credentialSubject;
  const { specification: _specification, ...bare } = product;
  const { choices: _choices, ...rulesThen } = rules;
  const then = factors.map(({ share: _share, ...row }) => row);
  const credentialSubject = { ...rest, product: bare, rules: rulesThen, factors: then };
  const { said } = annexOf({ ...claims, credentialSubject });
  expect(said).toEqual(expect.arrayContaining(["placeholder-0", "placeholder-1", "—"]));
  expect(said).not.toContain("足迹所依据的选择 Choices the figure rests on");
});
