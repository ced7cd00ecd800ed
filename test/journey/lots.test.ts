import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Decimal, instantText } from "@celadon/quantity";
import { expect, test } from "vitest";
import { startCeladon } from "./celadon.ts";
import { applyPlant } from "./plant-data.ts";

const bin = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));

/** March of the tannery in Shanghai, parted at instants that lie anywhere within hours, some in one hour. */
const fromMs = Date.parse("2026-03-01T00:00:00+08:00");
const toMs = Date.parse("2026-04-01T00:00:00+08:00");
const lotsInMonth = 24;
const borderAt = (i: number): number =>
  Math.round(fromMs + ((toMs - fromMs) / lotsInMonth) * i + ((i * 7_919_917) % 5_000_000));
const borders = Array.from({ length: lotsInMonth + 1 }, (_, i) => {
  if (i === 0) return fromMs;
  if (i === lotsInMonth) return toMs;
  return i === 10 ? borderAt(9) + 1_000_000 : borderAt(i); // a lot of a quarter of an hour
});

/** The tannery's processes whose outputs do not go the same way in every hour of the month. */
const sharedProcesses = ["beamhouse", "boiler", "power supply", "splitting"];

const template = readFileSync(
  new URL("../../services/celadon/templates/leather.yaml", import.meta.url),
  "utf8",
).replace("factory: riverside-tannery", "factory: tannery");

/** The same plant, whose lots share burdens over the month. */
const overMonth = template
  .replace("method: price # trimmings", "over: month\n      method: price # trimmings")
  .replace("method: mass\n      prices: { grain", "over: month\n      method: mass\n      prices: { grain")
  .replace("    makes: { power: mainKwh + pvKwh }\n", "$&    allocation: { over: month }\n")
  .replace("    makes: { steam: steamT }\n", "$&    allocation: { over: month }\n");

interface Sums {
  readonly lots: readonly { readonly absolute: string }[];
  readonly free: readonly { readonly hours: number }[];
  readonly apart: readonly unknown[];
  readonly lines: number;
  readonly plant: { readonly lots: string; readonly period: string; readonly difference: string };
  readonly produced: { readonly difference: string };
  readonly carried: {
    readonly lots: string;
    readonly period: string;
    readonly difference: string;
    readonly bound: string;
    readonly moved: readonly { readonly process: string; readonly amount: string }[];
    readonly rest: string;
  };
}

interface Lot {
  readonly name: string;
  readonly localFrom: string;
  readonly footprint: {
    readonly id: string;
    readonly status: string;
    readonly amount: string;
    readonly marks: string[];
  };
}

test("the lots of a month of finished leather each have a footprint, and add up to the month", async () => {
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, template);
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("CELADON_"));
  const env = { ...Object.fromEntries(inherited), CELADON_DATA: celadon.folder };
  const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
      ...{ env, encoding: "utf8", cwd: celadon.folder },
    });
    return { status, stdout, stderr };
  };
  const done = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = run(...args);
    expect(status, `${args.join(" ")}: ${stderr}`).toBe(0);
    return stdout;
  };
  const of = ["--factory", "tannery"];
  done("simulate", "--scenario", "tannery", "--seed", "5", "--from", "2026-03-01", "--to", "2026-04-03");

  // What was finished in a stretch is what the measuring machine counted: the sheet of each lot says about that.
  const rows = borders.slice(1).map((end, i) => {
    const days = (end - (borders[i] as number)) / 86_400_000;
    const times = `${instantText(borders[i] as number)},${instantText(end)}`;
    return `leather,L-${i},${times},${(4_000 * days).toFixed(1)},upper`;
  });
  const file = join(celadon.folder, "march.csv");
  writeFileSync(file, ["product,name,from,to,quantity,article", ...rows].join("\n"));
  const why = ["--why", "finishing sheets"];
  expect(done("lot", "import", "march.csv", ...of, ...why)).toContain(`${lotsInMonth} lots declared, 0 stood already`);
  expect(done("lot", "import", "march.csv", ...of, ...why)).toContain(`0 lots declared, ${lotsInMonth} stood already`);

  const month = ["lot", "sum", ...of, "--product", "leather", "--month", "2026-03"];
  const sums: Sums = JSON.parse(done(...month, "--json"));
  expect(sums).toMatchObject({ free: [], apart: [], lines: 27, crossing: [], without: [], unknown: [] });
  expect(sums.lots).toHaveLength(lotsInMonth);
  expect(sums.plant.difference).toBe("0");
  expect(sums.plant.lots).toBe(sums.plant.period);
  expect(sums.produced.difference).toBe("0");
  // Split, trimmings and fat take their part lot by lot: the rest stays within what these shares move.
  const share = new Decimal(sums.carried.difference).dividedBy(sums.carried.period).abs().toNumber();
  expect(share).toBeLessThan(0.005);
  // That is told process by process, and adds up with it.
  const moved = Decimal.sum(...sums.carried.moved.map(({ amount }) => amount));
  expect([moved.toFixed(), sums.carried.rest]).toEqual([sums.carried.difference, "0"]);
  expect(new Set(sums.carried.moved.map(({ process }) => process))).toEqual(new Set(sharedProcesses));
  expect(done(...month)).toMatch(/shares by each lot's own time: beamhouse .*kgCO2e/);
  // Published figures are of 12 digits each.
  const published = Decimal.sum(...sums.lots.map(({ absolute }) => absolute));
  expect(published.minus(sums.carried.lots).abs().toNumber()).toBeLessThanOrEqual(Number(sums.carried.bound));
  expect(done(...month)).toContain("27 of 27 lines of the inventory add up to the last digit.");

  const lots: readonly Lot[] = JSON.parse(done("lot", "list", ...of, "--json"));
  expect(lots.map(({ footprint }) => footprint.status)).toEqual(lots.map(() => "complete"));
  const shown = done("lot", "show", "L-5", ...of);
  for (const word of ["article", "upper", "finishing sheets", "kgCO2e per 1 m2", "100 % measured"])
    expect(shown).toContain(word);
  expect(done("explain", lots[5]?.footprint.id ?? "", "--channel", "mainKwh")).toContain(
    lots[5]?.localFrom.slice(0, 19),
  );
  expect(done("footprint", "list", "--lots", ...of)).toContain("L-5");
  expect(done("footprint", "list", ...of)).not.toContain("L-5");

  // The plant's choice to share over the month: leather alone adds up to the last digit.
  await applyPlant(celadon.url, overMonth);
  const shared: Sums = JSON.parse(done(...month, "--json"));
  expect(shared.carried).toMatchObject({ difference: "0", lots: shared.carried.period, moved: [], rest: "0" });
  expect(shared).toMatchObject({ lines: 27, apart: [], unknown: [], free: [] });
  expect(shared.lots).toHaveLength(lotsInMonth);
  expect(new Decimal(shared.carried.period).minus(sums.carried.period).isZero()).toBe(true); // the month's own figure stands
  expect(shared.lots.map(({ absolute }) => absolute)).not.toEqual(sums.lots.map(({ absolute }) => absolute));
  expect(done(...month)).toContain("What the product carries adds up to the last digit");
  const ofMonth: readonly Lot[] = JSON.parse(done("lot", "list", ...of, "--json"));
  expect(ofMonth.map(({ footprint }) => footprint.status)).toEqual(lots.map(() => "complete"));
  expect(ofMonth.flatMap(({ footprint }) => footprint.marks)).not.toContainEqual(
    expect.stringContaining("provisional"),
  );
  expect(done("lot", "show", "L-5", ...of)).toContain("2026-03-01 to 2026-04-01, not the lot's own time: beamhouse");
  const explained = done("explain", ofMonth[5]?.footprint.id ?? "", "--channel", "trimmingsKg");
  expect(explained).toContain("allocation price");
  expect(explained).toContain("over 2026-03-01 to 2026-04-01");

  // A lot that shares time with another, one of a product that there is not, and one that stops before it starts: none is declared.
  const bad = ["leathr,X-1,2026-04-01T10:00,2026-04-01T11:00,1", "leather,X-2,2026-03-02T10:00,2026-03-02T11:00,1"];
  writeFileSync(file, ["product,name,from,to,quantity", ...bad, "leather,X-3,2026-04-02,2026-04-01,1"].join("\n"));
  const refused = run("lot", "import", "march.csv", ...of, ...why);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('march.csv:2: No product of "tannery" is called "leathr". Did you mean "leather"?');
  expect(refused.stderr).toMatch(/march\.csv:3: Lot "X-2" shares time with lot "L-/);
  expect(refused.stderr).toMatch(/march\.csv:4: The lot .* ends before it begins/);

  done("lot", "withdraw", "L-5", ...of, "--why", "declared twice");
  const without: Sums = JSON.parse(done(...month, "--json"));
  const gap = ((borders[6] as number) - (borders[5] as number)) / 3_600_000;
  expect(without.free.map(({ hours }) => hours)).toEqual([gap]);
  expect(done(...month)).toContain("h belong to no lot");

  // A lot of the month that runs: absolute, no figure per unit.
  const running = ["--from", "2026-04-01T20:00", "--to", "2026-04-03T09:30", "--quantity", "2000"];
  done("lot", "declare", "L-now", ...of, "--product", "leather", ...running, "--why", "is being finished");
  const now: Lot = JSON.parse(done("lot", "show", "L-now", ...of, "--json"));
  expect(now.footprint).toMatchObject({ status: "running", amount: null });

  // A lot that is done in a month that runs: its figure moves with what the month brings, and says so.
  const finished = ["--from", "2026-04-01T08:00", "--to", "2026-04-01T19:30", "--quantity", "2000"];
  done("lot", "declare", "L-done", ...of, "--product", "leather", ...finished, "--why", "is finished");
  const april = (): Lot => JSON.parse(done("lot", "show", "L-done", ...of, "--json"));
  const early = april().footprint;
  expect(early).toMatchObject({ status: "complete" });
  expect(early.marks).toContainEqual(expect.stringContaining("provisional"));
  done("simulate", "--scenario", "tannery", "--seed", "5", "--from", "2026-04-03", "--to", "2026-05-02");
  const late = april().footprint;
  expect(late.id).not.toBe(early.id);
  expect(late.amount).not.toBe(early.amount);
  expect(late).toMatchObject({ status: "complete" });
  expect(late.marks).not.toContainEqual(expect.stringContaining("provisional"));
}, 600_000);
