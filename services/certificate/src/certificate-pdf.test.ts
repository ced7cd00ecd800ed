import { expect, test } from "vitest";
import { certificatePdf } from "./certificate-pdf.ts";
import { sampleCredential } from "./sample-credential.ts";

const credential = sampleCredential();

test("the same certificate gives the same bytes: A4 pages, with fonts that hold only what is written", async () => {
  const pdf = await certificatePdf({ credential, revocation: undefined });
  expect(await certificatePdf({ credential, revocation: undefined })).toEqual(pdf);
  const text = pdf.toString("latin1");
  expect(text.startsWith("%PDF-")).toBe(true);
  expect(text.match(/\/Type \/Page\b/g)).toHaveLength(2);
  expect(text).toContain("/MediaBox [0 0 595.28 841.89]");
  expect(pdf.length).toBeLessThan(500_000);
});

test("a revoked one is another page: it is stamped", async () => {
  const good = await certificatePdf({ credential, revocation: undefined });
  const revoked = await certificatePdf({ credential, revocation: { atMs: 0, who: "Li", why: "wrong figure" } });
  expect(revoked).not.toEqual(good);
});

test("the longest names, many stages, factors and gaps, and letters no font has, still fit on three pages", async () => {
  const name = "Bovine upper leather of a very long name 超长名称的牛皮鞋面革 \u{1f42e} ".repeat(20);
  const pdf = await certificatePdf({ credential: sampleCredential({ name, count: 60 }), revocation: undefined });
  expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(3);
});
