import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { certificateInTest } from "../certificate-in-test.ts";
import { fakeService, refusal } from "../fake-service.ts";
import { runInTest } from "../run-in-test.ts";

const id = "urn:uuid:b3ef41f5-a90c-53d8-a6d2-cf00ea734841";
const footprint = "83094d1a-69c7-57fc-8363-5b4df55235b5";
const row = {
  id,
  footprint,
  factory: "mill",
  product: "paper",
  issuer: "did:web:mill.example",
  validFrom: "2026-01-01T00:00:00Z",
  validUntil: "2027-01-01T00:00:00Z",
  issued: "2026-01-01T00:00:00Z",
  replaces: null,
  supersededBy: null,
  revocation: null,
};
const check = (name: string, result = "valid") => ({ name, result, evidence: `About ${name}.` });
const checked = { result: "invalid", checks: [check("encoding"), check("signature", "invalid")], claims: null };

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "celadon-certificate-"));
  writeFileSync(join(folder, "paper.vc"), "a.b.c");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("issuing writes the credential byte for byte, and the pages", async () => {
  const answers = {
    "POST /v1/certificates": { ...row, credential: "x.y.z" },
    [`GET /v1/certificates/${id}.pdf`]: "%PDF-",
  };
  const args = [
    "certificate",
    "issue",
    "--footprint",
    footprint,
    "--valid-months",
    "6",
    "--out",
    "o.vc",
    "--pdf",
    "o.pdf",
  ];
  const { code, printed, noted, asked } = await runInTest(args, answers, { folder });
  expect(code).toBe(0);
  expect(noted).toContain("celadon certificate issuer --of b3ef41f5-a90c-53d8-a6d2-cf00ea734841 > issuer.json, then");
  expect(printed).toBe(
    "Certificate b3ef41f5-a90c-53d8-a6d2-cf00ea734841 of paper, mill; valid until 2027-01-01T00:00:00Z.\n",
  );
  expect(JSON.parse(asked[0]?.body.toString() ?? "")).toEqual({ footprint, validMonths: 6 });
  expect(readFileSync(join(folder, "o.vc"), "utf8")).toBe("x.y.z");
  expect(readFileSync(join(folder, "o.pdf"), "utf8")).toBe("%PDF-");
});

test("a footprint that may not be certified: the reasons of the service, and 1; months that are none: wrong usage", async () => {
  const answers = { "POST /v1/certificates": refusal(409, "not-issuable", "It is running. It is simulated.") };
  const refused = await runInTest(["certificate", "issue", "--footprint", footprint], answers, { folder });
  expect(refused).toMatchObject({ code: 1, noted: "celadon: It is running. It is simulated.\n" });
  const args = ["certificate", "issue", "--footprint", footprint, "--valid-months", "x"];
  expect((await runInTest(args, answers, { folder })).code).toBe(2);
});

test("the list says which still stand", async () => {
  const revoked = { ...row, revocation: { at: "2026-02-01T00:00:00Z", who: "Li", why: "wrong figure" } };
  const { printed } = await runInTest(["certificate", "list"], { "GET /v1/certificates": [row, revoked] });
  const [, first, second] = printed.split("\n");
  expect(first).toMatch(/^b3ef41f5-\S+ +mill +paper .* stands$/);
  expect(second).toMatch(/revoked: wrong figure$/);
});

test("a service that the command started itself is there until it has answered", async () => {
  const answers = { "POST /v1/certificates/verify": { ...checked, result: "valid" } };
  const ran = await runInTest(
    ["certificate", "verify", "paper.vc"],
    {},
    { folder, openService: () => fakeService(answers) },
  );
  expect(ran).toMatchObject({ code: 0, noted: "" });
});

test("verifying prints every check and ends with 1 unless all are valid", async () => {
  const asService = (result: string) => ({ "POST /v1/certificates/verify": { ...checked, result } });
  const invalid = await runInTest(["certificate", "verify", "paper.vc"], asService("invalid"), { folder });
  expect(invalid.code).toBe(1);
  expect(invalid.printed).toMatchInlineSnapshot(`
    "CHECK      RESULT
    encoding   valid    About encoding.
    signature  invalid  About signature.

    INVALID 无效
    "
  `);
  expect(invalid.asked[0]?.body.toString()).toBe("a.b.c");
  expect((await runInTest(["certificate", "verify", "paper.vc"], asService("cannot-tell"), { folder })).code).toBe(1);
  expect((await runInTest(["certificate", "verify", "paper.vc"], asService("valid"), { folder })).code).toBe(0);
});

test("with an issuer document no service is asked; what is none is said so", async () => {
  const x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
  const method = {
    id: "did:web:a#1",
    type: "JsonWebKey",
    controller: "did:web:a",
    publicKeyJwk: { crv: "Ed25519", kty: "OKP", x },
  };
  const document = {
    id: "did:web:a",
    name: "A",
    simulated: false,
    verificationMethod: [method],
    assertionMethod: [method.id],
    revocations: { asOf: "2026-01-01T00:00:00Z", revoked: [] },
  };
  writeFileSync(join(folder, "issuer.json"), JSON.stringify(document));
  writeFileSync(join(folder, "bad.json"), "{}");
  const verify = (issuer: string, more: readonly string[] = []) =>
    runInTest(["certificate", "verify", "paper.vc", "--issuer", issuer, ...more], {}, { folder });
  const alone = await verify("issuer.json", ["--json"]);
  expect(alone.asked).toEqual([]);
  expect(JSON.parse(alone.printed)).toMatchObject({
    result: "invalid",
    checks: [{ name: "encoding", result: "invalid" }, {}, {}, {}, {}, {}, {}, {}, {}],
  });
  expect((await verify("bad.json")).noted).toContain("bad.json: It is no issuer document");
  expect((await verify("paper.vc")).noted).toContain("paper.vc is no JSON");
  expect((await verify("none.json")).noted).toContain("There is no file none.json");
});

test("an issuer document of ten days ago can not tell, unless the verifier allows it that age", async () => {
  const { credential, documentOf } = await certificateInTest(join(folder, "issuer"), Date.now());
  writeFileSync(join(folder, "real.vc"), credential);
  writeFileSync(join(folder, "issuer.json"), documentOf(10));
  const verify = (...more: readonly string[]) =>
    runInTest(["certificate", "verify", "real.vc", ...more], {}, { folder });
  const old = await verify("--issuer", "issuer.json");
  expect([old.code, old.noted]).toEqual([1, ""]);
  expect(old.printed).toMatch(
    /^status +cannot tell +The issuer's list is of \S+, 10\.1 days old, and 7 days are allowed/m,
  );
  expect(old.printed).toContain("CANNOT TELL");
  expect((await verify("--issuer", "issuer.json", "--list-age", "10")).code).toBe(1);
  expect(await verify("--issuer", "issuer.json", "--list-age", "11")).toMatchObject({ code: 0, noted: "" });
  writeFileSync(join(folder, "issuer.json"), documentOf(1));
  expect(await verify("--issuer", "issuer.json")).toMatchObject({ code: 0, noted: "" });
  for (const days of ["0", "a week", "-1", "1.5"]) {
    const { code, noted } = await verify("--issuer", "issuer.json", "--list-age", days);
    expect([code, noted], days).toEqual([2, expect.stringContaining(`--list-age ${days} is no number of days`)]);
  }
  expect(await verify("--list-age", "3")).toMatchObject({ code: 2, noted: expect.stringContaining("needs --issuer") });
});

test("revoking needs who and why, and finds the certificate by the beginning of its id", async () => {
  const answers = {
    "GET /v1/certificates": [row],
    [`POST /v1/certificates/${id}/revoke`]: { ...row, revocation: { at: "2026-02-01T00:00:00Z", who: "Li", why: "x" } },
  };
  expect((await runInTest(["certificate", "revoke", "b3ef", "--who", "Li"], answers)).code).toBe(2);
  const args = ["certificate", "revoke", "b3ef", "--who", "Li", "--why", "x"];
  const { code, printed, noted } = await runInTest(args, answers);
  expect(noted).toContain("celadon certificate issuer --of b3ef41f5-a90c-53d8-a6d2-cf00ea734841 > issuer.json");
  expect([code, printed]).toEqual([
    0,
    "Certificate b3ef41f5-a90c-53d8-a6d2-cf00ea734841 is revoked since 2026-02-01T00:00:00Z by Li: x.\n",
  ]);
  expect((await runInTest(["certificate", "revoke", "ffff", "--who", "Li", "--why", "x"], answers)).noted).toContain(
    '"ffff" is no file, and begins the id of no certificate',
  );
});

test("the issuer document goes to standard output, and a demo issuer is told what it is", async () => {
  const demo = await runInTest(["certificate", "issuer"], { "GET /v1/issuer": { id: "did:jwk:x", simulated: true } });
  expect(JSON.parse(demo.printed)).toEqual({ id: "did:jwk:x", simulated: true });
  expect(demo.noted).toContain("This is a demo issuer");
  const named = await runInTest(["certificate", "issuer", "--name", "Mill"], {
    "POST /v1/issuer": { simulated: false },
  });
  expect(named.asked[0]?.body.toString()).toBe('{"name":"Mill"}');
  expect(named.noted).toBe(
    "Certificates of before keep the document of who signed them: celadon certificate issuer --of ID\n",
  );
  expect((await runInTest(["certificate", "issuer", "--did", "did:web:a"])).code).toBe(2);
});

test("one line end that an editor put behind the credential is left out and told; more than that is refused", async () => {
  const { credential, documentOf } = await certificateInTest(join(folder, "issuer"), Date.now());
  writeFileSync(join(folder, "issuer.json"), documentOf(0));
  const verify = (text: string) => {
    writeFileSync(join(folder, "real.vc"), text);
    return runInTest(["certificate", "verify", "real.vc", "--issuer", "issuer.json"], {}, { folder });
  };
  expect(await verify(credential)).toMatchObject({ code: 0, noted: "" });
  for (const end of ["\n", "\r\n"]) {
    const { code, noted } = await verify(`${credential}${end}`);
    expect([code, noted]).toEqual([
      0,
      "real.vc ends with a line end, which is no part of a credential: it was left out of the check.\n",
    ]);
  }
  for (const text of [`${credential}\n\n`, `${credential} `, ` ${credential}`, credential.replace(".", ".\n")]) {
    expect(await verify(text)).toMatchObject({ code: 1, printed: expect.stringContaining("blanks or line ends") });
  }
});

test("the printed copy is no credential, and the sentence names the file to check instead", async () => {
  writeFileSync(join(folder, "paper.pdf"), "%PDF-1.7\n...");
  for (const command of [["certificate", "verify"], ["certificate", "show"], ["explain"]]) {
    const { code, noted, asked } = await runInTest([...command, "paper.pdf"], {}, { folder });
    expect([code, asked], command.join(" ")).toEqual([1, []]);
    expect(noted).toBe(
      "celadon: paper.pdf is the printed copy; the file to check is the credential (.vc) that it was printed from: ask for it whoever gave you the copy.\n",
    );
  }
});

test("the help of a revocation says what must be given", async () => {
  const { printed } = await runInTest(["certificate", "revoke", "--help"]);
  expect(printed).toMatch(/--why <reason> +must be given/);
  expect(printed).toMatch(/--who <name> +must be given/);
});

test("the document of who signed a certificate is asked for by its file or the beginning of its id", async () => {
  const real = await certificateInTest(join(folder, "issuer"), Date.now());
  writeFileSync(join(folder, "real.vc"), real.credential);
  const answers = { "GET /v1/issuer": { id: "did:jwk:x", simulated: true }, "GET /v1/certificates": [row] };
  const by = (word: string) => runInTest(["certificate", "issuer", "--of", word], answers, { folder });
  const ofFile = await by("real.vc");
  expect(ofFile).toMatchObject({ code: 0, noted: "", asked: [{ path: "/v1/issuer", query: { of: real.id } }] });
  expect(JSON.parse(ofFile.printed)).toEqual(answers["GET /v1/issuer"]);
  expect((await by("b3ef")).asked.at(-1)).toMatchObject({ path: "/v1/issuer", query: { of: id } });
  expect(await by("paper.vc")).toMatchObject({ code: 1, noted: expect.stringContaining("paper.vc is no certificate") });
  const both = await runInTest(["certificate", "issuer", "--of", "b3ef", "--name", "Mill"], answers, { folder });
  expect(both.code).toBe(2);
});

test("explain begins at a certificate: its checks, then the footprint's tree; one that cannot be believed is not explained", async () => {
  const tree = {
    kind: "footprint",
    label: "Paper",
    unit: "",
    rule: "",
    marks: [],
    details: [],
    children: [],
    leftOut: 0,
  };
  const claims = {
    id,
    issuer: { name: "Mill" },
    validFrom: "a",
    validUntil: "b",
    credentialSubject: {
      claim: { en: "Carbon footprint of a product" },
      footprint: { id: footprint },
      figures: { totalKgCo2e: "8" },
      declaredUnit: { amount: "1", unit: "t" },
      quality: { marks: [] },
    },
  };
  const answers = {
    "GET /v1/certificates": [row],
    "GET /v1/footprints": [],
    [`GET /v1/certificates/${id}`]: "a.b.c",
    "POST /v1/certificates/verify": { result: "valid", checks: [check("encoding")], claims },
    [`GET /v1/footprints/${footprint}/explain`]: tree,
  };
  for (const word of ["paper.vc", id, "b3ef"]) {
    const { code, printed } = await runInTest(["explain", word], answers, { folder });
    expect(code, word).toBe(0);
    expect(printed.split("\n").map((line) => line.slice(0, 40))).toEqual([
      "certificate b3ef41f5-a90c-53d8-a6d2-cf00",
      "├─ check encoding  [result valid, eviden",
      "└─ footprint Paper",
      "",
    ]);
  }
  const bad = await runInTest(
    ["explain", "paper.vc"],
    { ...answers, "POST /v1/certificates/verify": checked },
    { folder },
  );
  expect(bad).toMatchObject({ code: 1, noted: expect.stringContaining("cannot be believed. About signature.") });
});
