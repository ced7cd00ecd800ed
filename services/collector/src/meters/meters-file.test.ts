import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkMetersFile } from "./meters-file.ts";

const faultsOf = (text: string) => checkMetersFile(text).faults.map(({ line, problem }) => `${line}: ${problem}`);

test("the file that the format's page shows is one", () => {
  const page = readFileSync(new URL("../../meters-file.md", import.meta.url), "utf8");
  const shown = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  expect(shown).toMatch(/^hj212:[\s\S]*^mqtt:[\s\S]*^sparkplug:/m);
  expect(faultsOf(shown)).toEqual([]);
});

test("a whole description of a station is read", () => {
  const { meters, faults } = checkMetersFile(`hj212:
  listen: 0.0.0.0:9212
  allow: [10.20.0.0/16, 10.30.0.7]
  idleSeconds: 7200
  stations:
    outfall:
      mn: 010000A8900016F000169DC0
      factory: green-mill
      version: 2017
      passwordFile: /etc/celadon/outfall.password
      units: { a05002: { value: mg/m3, amount: kg } }
      sentinels: [-1]
      addresses: [10.20.0.7]
      minutes: 10
      clock: set
      asks: { days: 7 }
`);
  expect(faults).toEqual([]);
  expect(meters?.hj212).toMatchObject({
    listen: { host: "0.0.0.0", port: 9212 },
    stations: [
      { name: "outfall", value: { mn: "010000A8900016F000169DC0", version: "2017", sentinels: [-1_000_000n] } },
    ],
  });
});

test("who listens beyond loopback names who may connect", () => {
  expect(faultsOf("hj212: { listen: 0.0.0.0:9212 }\n")).toEqual([
    '1: "0.0.0.0" is reached from other machines, and the protocol has no encryption and no proof of who speaks.',
  ]);
  expect(faultsOf("hj212: { listen: 127.0.0.1:9212 }\n")).toEqual([]);
});

test("what is wrong with stations is told at once, each with its line, and no secret is repeated", () => {
  const text = `hj212:
  listen: 127.0.0.1:9212
  stations:
    a: { mn: "1", factory: mill, key: not-hexadecimal, password: secret, passwordFile: there }
    b: { mn: "1", factory: mill, clock: sometimes, asks: { days: 1000 } }
    c: { mn: "a b", factory: mill, units: { w01018: { value: stones } }, pasword: x }
`;
  const said = faultsOf(text);
  expect(said.map((one) => one.slice(0, 1))).toEqual(["4", "4", "5", "5", "5", "6", "6", "6"]);
  expect(said.join("\n")).not.toMatch(/not-hexadecimal|secret/);
});

test("two stations with one number, and a password twice, are faults", () => {
  const text = `hj212:
  listen: 127.0.0.1:9212
  stations:
    a: { mn: "1", factory: mill, password: x, passwordFile: there }
    b: { mn: "1", factory: mill }
`;
  expect(faultsOf(text)).toEqual([
    '4: "password" and "passwordFile" are both there.',
    '5: The stations "a" and "b" have the same MN.',
  ]);
});
