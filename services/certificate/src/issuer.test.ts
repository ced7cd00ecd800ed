import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compactVerify, importJWK } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openIssuer } from "./issuer.ts";

let folder = "";
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "celadon-issuer-")), "issuer");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

const keys = (): string => join(folder, "keys.json");
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test("the first issuer is a demo issuer, named simulated, and its key is its owner's alone", async () => {
  const { current } = await openIssuer(folder);
  expect(current()).toMatchObject({ simulated: true, name: expect.stringContaining("simulated") });
  expect([modeOf(folder), modeOf(keys())]).toEqual(["700", "600"]);
});

test.each([0o640, 0o604, 0o660])(
  "a key file of mode %o is not used, and the sentence says what to do",
  async (mode) => {
    await openIssuer(folder);
    chmodSync(keys(), mode);
    await expect(openIssuer(folder)).rejects.toThrow(`chmod 600 ${keys()}`);
    chmodSync(keys(), 0o600);
    chmodSync(folder, 0o755);
    await expect(openIssuer(folder)).rejects.toThrow(`chmod 700 ${folder}`);
  },
);

test("opened again it is the same issuer; named it has a new key, and who it was before is still trusted", async () => {
  const first = await openIssuer(folder);
  const again = await openIssuer(folder);
  expect(again.current()).toEqual(first.current());
  const named = await again.rename("Tannery Ltd", "did:web:tannery.example");
  expect(named).toMatchObject({ id: "did:web:tannery.example", name: "Tannery Ltd", simulated: false });
  expect([...named.keys.values()]).not.toEqual([...first.current().keys.values()]);
  const reopened = await openIssuer(folder);
  expect(reopened.trusted()).toEqual([named, first.current()]);
  expect(modeOf(keys())).toBe("600");
});

test("named again under its own did it vouches for the key it had before, too", async () => {
  const issuer = await openIssuer(folder);
  const before = await issuer.rename("Tannery Ltd", "did:web:tannery.example");
  const after = await issuer.rename("Tannery Works Ltd", "did:web:tannery.example");
  expect(after.name).toBe("Tannery Works Ltd");
  expect([...after.keys.keys()]).toEqual(expect.arrayContaining([...before.keys.keys()]));
  const reopened = await openIssuer(folder);
  expect(reopened.current()).toEqual(after);
  expect(reopened.trusted().map(({ name }) => name)).toEqual([
    "Tannery Works Ltd",
    expect.stringContaining("Demo issuer"),
  ]);
});

test("the private part stands in the key file and in nothing that is handed out", async () => {
  const issuer = await openIssuer(folder);
  const [{ key }] = JSON.parse(readFileSync(keys(), "utf8")) as [{ key: { d: string } }];
  expect(key.d).toHaveLength(43);
  expect(JSON.stringify([...issuer.current().keys])).not.toContain(key.d);
});

test("what it signs is a JSON Web Signature as any other library of that name reads it, and the same twice", async () => {
  const issuer = await openIssuer(folder);
  const claims = { id: "urn:uuid:1" } as Parameters<typeof issuer.sign>[0]; // signing does not look inside
  const credential = await issuer.sign(claims);
  expect(await issuer.sign(claims)).toBe(credential);
  const [[kid, jwk] = []] = issuer.current().keys;
  const { protectedHeader, payload } = await compactVerify(credential, await importJWK({ ...jwk }, "EdDSA"));
  expect(protectedHeader).toEqual({ alg: "EdDSA", cty: "vc", kid, typ: "vc+jwt" });
  expect(Buffer.from(payload).toString()).toBe('{"id":"urn:uuid:1"}');
});
