import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openLog } from "../log.ts";
import { refusalOf } from "../refuse.ts";
import { keptTokens } from "./kept-tokens.ts";
import { addToken, readTokens, revokeToken, type WantedToken } from "./token-file.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-tokens-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newPath = (): string => join(folder, `${files++}`, "tokens.json");
const wanted = (name: string): WantedToken => ({
  name,
  roles: ["meter"],
  factories: ["mill"],
  created: "2026-06-01T00:00:00.000Z",
  expires: "2026-08-01T00:00:00.000Z",
});
const isWindows = process.platform === "win32";

test("a token is given once; the file has its hash, and is its owner's alone", () => {
  const path = newPath();
  const secret = addToken(path, wanted("north"));
  expect(secret).toMatch(/^celadon_[\w-]{43}$/);
  expect(addToken(path, wanted("south"))).not.toBe(secret);
  expect(readTokens(path).map(({ name }) => name)).toEqual(["north", "south"]);
  expect(readFileSync(path, "utf8")).not.toContain(secret.slice("celadon_".length));
  if (isWindows) return;
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(path, "..")).mode & 0o777).toBe(0o700);
});

test("a name is taken once, and revoked once", () => {
  const path = newPath();
  addToken(path, wanted("north"));
  expect(() => addToken(path, wanted("north"))).toThrow('There is a token "north" already');
  revokeToken(path, "north");
  expect(readTokens(path)).toEqual([]);
  expect(() => revokeToken(path, "north")).toThrow('There is no token "north"');
  expect(existsSync(`${path}.next`)).toBe(false);
});

test.skipIf(isWindows)("a file that others may read is refused, with what to do", () => {
  const path = newPath();
  addToken(path, wanted("north"));
  for (const mode of [0o640, 0o604, 0o620]) {
    chmodSync(path, mode);
    expect(() => readTokens(path)).toThrow(`is open to others (mode ${mode.toString(8)}): chmod 600 ${path}.`);
    expect(() => addToken(path, wanted("south"))).toThrow("is open to others");
  }
});

test.each([
  ["{", "it is no JSON"],
  ["{}", "it is no list"],
  ['[{"name":"x"}]', "its entry 1 is no token"],
])("%s is no file of tokens", (text, why) => {
  const path = newPath();
  addToken(path, wanted("north"));
  writeFileSync(path, text, { mode: 0o600 });
  expect(() => readTokens(path)).toThrow(`is no file of tokens (${why})`);
});

test.each([{ roles: ["king"] }, { factories: [] }, { factories: "some" }, { expires: "soon" }, { sha256: "00" }])(
  "an entry with %j is refused, for it would let in nobody knows whom",
  (fault) => {
    const path = newPath();
    addToken(path, wanted("north"));
    writeFileSync(path, JSON.stringify([{ ...readTokens(path)[0], ...fault }]), { mode: 0o600 });
    expect(() => readTokens(path)).toThrow("its entry 1 is no token");
  },
);

test("a new token and a revoked one hold at once; a file that broke lets nobody in until it is whole again", () => {
  const path = newPath();
  const tokens = keptTokens(path, openLog("silent"));
  expect(tokens()).toEqual([]);
  addToken(path, wanted("north"));
  expect(tokens().map(({ name }) => name)).toEqual(["north"]);
  const whole = readFileSync(path, "utf8");
  writeFileSync(path, whole.slice(0, 20), { mode: 0o600 });
  for (const _ of [1, 2]) {
    let code: string | undefined;
    try {
      tokens();
    } catch (error) {
      code = refusalOf(error)?.code;
    }
    expect(code).toBe("tokens-unreadable");
  }
  writeFileSync(path, whole, { mode: 0o600 });
  expect(tokens().map(({ name }) => name)).toEqual(["north"]);
  revokeToken(path, "north");
  expect(tokens()).toEqual([]);
});
