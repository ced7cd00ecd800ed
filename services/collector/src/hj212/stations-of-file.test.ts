import { expect, test } from "vitest";
import { checkMetersFile } from "../meters/meters-file.ts";
import { isSecret, stationsOfFile } from "./stations-of-file.ts";

const secrets: Readonly<Record<string, string>> = { pw: " 123456\n", key: `${"0".repeat(32)}\n`, old: "1".repeat(32) };
function stationOf(entry: string) {
  const { meters, faults } = checkMetersFile(
    `hj212:\n  listen: 127.0.0.1:0\n  stations:\n    outfall: { mn: "ABC", factory: mill, ${entry} }\n`,
  );
  if (meters?.hj212 === undefined) throw new Error(faults.map(({ problem }) => problem).join(" "));
  const [station] = stationsOfFile(meters.hj212, (path) => {
    const secret = secrets[path];
    if (secret === undefined) throw new Error("ENOENT");
    return secret;
  });
  if (station === undefined) throw new Error("There is no station.");
  return station;
}

test("secrets are read from their files, without what an editor puts around them, the key of today first", () => {
  const station = stationOf("passwordFile: pw, keyFile: key, previousKeyFile: old");
  expect(["123456", "12345", "1234567", " 123456", ""].map(station.isPassword)).toEqual([
    true,
    ...Array(4).fill(false),
  ]);
  expect(station.keys.map((key) => Buffer.from(key).toString("hex"))).toEqual(["0".repeat(32), "1".repeat(32)]);
  expect(() => stationOf("keyFile: nowhere")).toThrow('Station "outfall" of the meters file names nowhere');
  expect(() => stationOf("keyFile: pw")).toThrow("not 32 hexadecimal digits");
});

test("a password is compared whole, also where only letters behind the sixty-fourth differ in number", () => {
  const long = "x".repeat(64);
  const isSame = isSecret(long);
  expect([isSame(long), isSame(`${long}y`), isSame(long.slice(1)), isSame(`${long.slice(1)}\0`)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(isSecret("a")("a\0")).toBe(false);
});

test("units, sentinels, addresses and version of the file are those of the station", () => {
  const station = stationOf(
    'units: { a05002: { value: mg/m3, amount: kg } }, sentinels: [-7.5, "9999"], addresses: [10.0.0.0/8], version: "2005"',
  );
  expect(station.units?.get("a05002")).toEqual({ value: "mg/m3", amount: "kg" });
  expect(station.sentinels).toEqual([-7_500_000n, 9_999_000_000n]);
  expect(["10.1.2.3", "11.1.2.3"].map(station.mayComeFrom)).toEqual([true, false]);
  expect([station.version, station.minutes, station.settings.length]).toEqual([2005, 10, 0]);
});
