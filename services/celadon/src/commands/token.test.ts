import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTokens } from "@celadon/runtime/access";
import { afterAll, expect, test } from "vitest";
import { configInTest } from "../config-in-test.ts";
import { runInTest } from "../run-in-test.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-token-"));
afterAll(() => rmSync(folder, { recursive: true }));
const tokens = join(folder, "tokens.json");
const config = () => configInTest({ access: { host: "127.0.0.1", tls: undefined, tokens } });
const run = (...args: readonly string[]) => runInTest(["token", ...args], {}, { config });

test("a token is printed once, listed without itself, and revoked", async () => {
  const made = await run(
    ...["new", "--name", "north", "--role", "meter", "--role", "reader"],
    ...["--factory", "mill", "--factory", "tannery", "--expires", "2d"],
  );
  expect(made).toMatchObject({ code: 0, printed: expect.stringMatching(/^celadon_[\w-]{43}\n$/) });
  expect(made.noted).toContain(`This is shown once; ${tokens} has its hash.`);
  expect(readFileSync(tokens, "utf8")).not.toContain(made.printed.trim());
  const [kept] = readTokens(tokens);
  expect(kept).toMatchObject({ name: "north", roles: ["meter", "reader"], factories: ["mill", "tannery"] });
  expect(Date.parse(kept?.expires ?? "") - Date.parse(kept?.created ?? "")).toBe(2 * 86_400_000);
  const listed = await run("list", "--json");
  expect(JSON.parse(listed.printed)).toMatchObject([{ name: "north" }]);
  expect(listed.printed).not.toContain(kept?.sha256);
  expect((await run("list")).printed).toContain("meter, reader  mill, tannery");
  expect((await run("revoke", "north")).code).toBe(0);
  expect((await run("list")).noted).toBe("There is no token yet: celadon token new.\n");
  expect(await run("revoke", "north")).toMatchObject({ code: 1, noted: expect.stringContaining("There is no token") });
});

test.each([
  [["--name", "North!", "--role", "meter", "--factory", "mill"], "small letters, digits and hyphens"],
  [["--name", "a", "--role", "king", "--factory", "mill"], "write one of meter, reader, engineer"],
  [["--name", "a", "--role", "meter"], "Say whose data it is for"],
  [["--name", "a", "--role", "meter", "--factory", "mill", "--all-factories"], "Say whose data it is for"],
  [["--name", "a", "--role", "operator", "--factory", "mill"], "The role operator is of the whole"],
  [["--name", "a", "--role", "monitor", "--factory", "mill"], "The role monitor is of the whole"],
  [["--name", "a", "--role", "meter", "--factory", "mill", "--expires", "0d"], "write days from 1d"],
  [["--name", "a", "--role", "meter", "--factory", "mill", "--expires", "forever"], "write days from 1d"],
  [["--role", "meter", "--factory", "mill"], "required option '--name <name>'"],
])("%j is wrong usage: %s", async (args, sentence) => {
  expect(await run("new", ...args)).toMatchObject({ code: 2, noted: expect.stringContaining(sentence) });
});

test("a name is given once", async () => {
  const args = ["new", "--name", "twice", "--role", "assessor", "--all-factories"];
  expect((await run(...args)).code).toBe(0);
  expect(await run(...args)).toMatchObject({ code: 1, noted: expect.stringContaining('There is a token "twice"') });
});

test.skipIf(process.platform === "win32")("a file that others may read is not added to", async () => {
  await run("new", "--name", "open", "--role", "meter", "--factory", "mill");
  chmodSync(tokens, 0o644);
  expect(await run("list")).toMatchObject({ code: 1, noted: expect.stringContaining("chmod 600") });
  chmodSync(tokens, 0o600);
});

test("without a file of tokens the setting is named", async () => {
  expect(await runInTest(["token", "list"], {}, { config: () => configInTest() })).toMatchObject({
    code: 2,
    noted: expect.stringContaining("set CELADON_TOKENS, for example to"),
  });
});
