import type { ExplainNode, Footprint } from "@celadon/proto";
import { convert, Decimal, unitOf } from "@celadon/quantity";
import { expect, test } from "vitest";
import { explainTree } from "./explain-tree.ts";
import { footprintsOf } from "./footprints-of.ts";
import { co2e, gwpOfTests, type PlantBuilder, plantBuilder, source } from "./plant-builder.ts";

const explained = ({ inventory }: PlantBuilder): { readonly footprint: Footprint; readonly tree: ExplainNode } => {
  const outcome = footprintsOf(inventory, { gwp: gwpOfTests });
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  const footprint = outcome.value.footprints[0] as Footprint;
  return { footprint, tree: explainTree(footprint) };
};

const of = (node: ExplainNode, ...kinds: readonly string[]) => node.children.filter(({ kind }) => kinds.includes(kind));
const only = (node: ExplainNode, kind: string) => of(node, kind)[0] as ExplainNode;
const detail = (node: ExplainNode, name: string) => node.details.find((one) => one.name === name)?.value as string;
const total = (parts: readonly Decimal[]) => parts.reduce((a, b) => a.plus(b), new Decimal(0));
const leaf = (node: ExplainNode) => new Decimal(node.amount as string);

/** Multiplies a tree up again from its leaves; no amount of an inner node is looked at. */
function rebuilt(node: ExplainNode): Decimal {
  switch (node.kind) {
    case "footprint":
      return total(of(node, "process").map(rebuilt));
    case "process": {
      const scale = of(node, "line").length === 0 ? new Decimal(1) : leaf(only(node, "scale"));
      return total(of(node, "line").map((line) => rebuilt(line).times(scale)));
    }
    case "line":
      return total(of(node, "gas").map((gas) => gasOf(gas, of(node, "amount")[0])));
    case "amount":
      return of(node, "channel", "stated").length === 0
        ? leaf(node)
        : total(of(node, "channel", "stated").map((part) => leaf(part).times(detail(part, "coefficient"))));
    default:
      throw new Error(`No rule for "${node.kind}".`);
  }
}

function gasOf(gas: ExplainNode, lineAmount: ExplainNode | undefined): Decimal {
  const rows = of(gas, "factor");
  const gwp = rows.filter((row) => detail(row, "use") === "GWP").map(leaf);
  const mass = of(gas, "amount").map(rebuilt);
  const byFactor = rows
    .filter((row) => detail(row, "use") === undefined)
    .map((row) => {
      const [unit, per] = row.unit.split("/") as [string, string];
      const activity = inUnit(rebuilt(lineAmount as ExplainNode), (lineAmount as ExplainNode).unit, per);
      return inUnit(activity.times(leaf(row)), unit, unit === "kgCO2e" ? "kgCO2e" : "kg");
    });
  return [...gwp, ...mass, ...byFactor].reduce((a, b) => a.times(b), new Decimal(1));
}

function inUnit(amount: Decimal, from: string, to: string): Decimal {
  const [source, target] = [unitOf(from), unitOf(to)];
  if (source.kind !== "accept" || target.kind !== "accept") throw new Error(`${from} -> ${to}`);
  const out = convert(amount, source.value, target.value);
  if (out.kind !== "accept") throw new Error(out.evidence);
  return out.value;
}

const mill = plantBuilder()
  .makes("machine", "reel", "100")
  .uses("machine", "broke", "10")
  .uses("machine", "steam", "210", "GJ")
  .takes("machine", "pulp", "90", co2e("471.3", { perUnit: "t" }), {
    unit: "t",
    scope: 3,
    sources: [
      source("pulp scale A", "70.5", { unit: "t" }),
      source("pulp scale B", "19500", { unit: "kg", coefficient: "0.001" }),
    ],
  })
  .makes("winder", "board", "87.7")
  .makes("winder", "broke", "10")
  .shares("winder", { board: "0.9", broke: "0.1" }, "mass")
  .uses("winder", "reel", "100")
  .takes("winder", "power", "5200", co2e("0.5777"))
  .makes("boiler", "steam", "210", "GJ")
  .takes(
    "boiler",
    "coal",
    "820.8",
    [
      { gas: "CO2-fossil", value: "0.3406" },
      { gas: "N2O", value: "0.0054", unit: "g" },
      { gas: "CO2-biogenic", value: "0.01" },
    ],
    { unit: "GJ", scope: 1, sources: [source("coal", "820.8", { unit: "GJ" })] },
  )
  .takes("boiler", "leak", "", [], { direct: [{ gas: "CH4-fossil", massKg: "1.25" }], scope: 1, sources: [] })
  .declares("board");

test("the leaves, multiplied up, give the figure again, to the last digit", () => {
  const { footprint, tree } = explained(mill);
  const up = rebuilt(tree);
  expect(up.toSignificantDigits(12).toFixed()).toBe(footprint.total);
  expect(tree.amount).toBe(footprint.total);
  // Inner amounts agree with their leaves too: within one step of the total's last place, because they add up to it.
  for (const process of of(tree, "process")) {
    expect(
      rebuilt(process)
        .minus(process.amount as string)
        .abs()
        .lessThan("0.00000001"),
    ).toBe(true);
  }
});

test("without loops as well, and over the whole period of a running one", () => {
  const steel = plantBuilder()
    .makes("works", "slab", "3")
    .takes("works", "electricity", "959636.71", co2e("0.4113"))
    .declares("slab");
  const year = explained(steel);
  expect(rebuilt(year.tree).toSignificantDigits(30).toSignificantDigits(12).toFixed()).toBe(year.footprint.total);
  const running = explained(steel.with({ reach: "running" }));
  expect(rebuilt(running.tree).toFixed()).toBe("394698.578823");
  expect(running.tree).toMatchObject({ amount: "394698.578823", label: "slab, whole period" });
});

test("a line reads down to its channels and to the place in print of each row", () => {
  const { tree } = explained(mill);
  const outline = (node: ExplainNode, depth: number): readonly string[] => [
    `${"  ".repeat(depth)}${node.kind} ${node.label}${node.amount === undefined ? "" : ` = ${node.amount} ${node.unit}`}`.trimEnd(),
    ...node.children.flatMap((child) => outline(child, depth + 1)),
  ];
  const boiler = of(tree, "process").find(({ label }) => label === "boiler") as ExplainNode;
  const machine = of(tree, "process").find(({ label }) => label === "machine") as ExplainNode;
  expect(outline(only(boiler, "line"), 0).join("\n")).toMatchInlineSnapshot(`
    "line coal: test/coal = 889.31490992 kgCO2e
      amount coal = 820.8 GJ
        channel coal = 820.8 GJ
      biogenic CO2-biogenic = 2280 kg
        factor coal-co2-biogenic = 0.01 kg/kWh
          source Test table, 1, row coal
      gas CO2-fossil = 77656.8 kgCO2e
        factor coal-co2-fossil = 0.3406 kg/kWh
          source Test table, 1, row coal
        factor gwp100/ar6/CO2-fossil = 1 kgCO2e/kg
          source IPCC AR6 WG1, 2021, table 7.15
      gas N2O = 336.1176 kgCO2e
        factor coal-n2o = 0.0054 g/kWh
          source Test table, 1, row coal
        factor gwp100/ar6/N2O = 273 kgCO2e/kg
          source IPCC AR6 WG1, 2021, table 7.15"
  `);
  expect(outline(machine, 0).join("\n")).toMatchInlineSnapshot(`
    "process machine = 483.66020525 kgCO2e
      line pulp: test/pulp = 483.66020525 kgCO2e
        amount pulp = 90 t
          channel pulp scale A = 70.5 t
          channel pulp scale B = 19500 kg
        gas CO2e = 42417 kgCO2e
          factor pulp-co2e = 471.3 kgCO2e/t
            source Test table, 1, row pulp
      scale part of the process's period, from all amounts made and used = 0.011402508551881413
        amount makes reel = 100 t
        amount uses broke = 10 t
        amount uses steam = 210 GJ"
  `);
});

test("channel nodes say their stretch, so that readings can be hung below them; ids lead back to a node", () => {
  const { footprint, tree } = explained(mill);
  const machine = of(tree, "process").find(({ label }) => label === "machine") as ExplainNode;
  const [pulp] = of(only(only(machine, "line"), "amount"), "channel");
  expect(pulp).toMatchObject({ label: "pulp scale A", fromMs: 0n, toMs: 86_400_000n });
  expect(pulp?.id).toBe(
    `footprint:${footprint.id}/process:machine/line:machine%2Fpulp/amount:machine%2Fpulp/channel:0`,
  );
  const ids: string[] = [];
  const walk = (node: ExplainNode) => {
    ids.push(node.id);
    node.children.forEach(walk);
  };
  walk(tree);
  expect(new Set(ids).size).toBe(ids.length);
});

test("what is unknown stands in the tree as a gap with its sentence, and the figure is absent", () => {
  const { tree } = explained(mill.takes("boiler", "limestone", "5", []));
  expect(tree.amount).toBeUndefined();
  const boiler = of(tree, "process").find(({ label }) => label === "boiler") as ExplainNode;
  const [coal, leak, limestone] = of(boiler, "line");
  expect([coal?.label, leak?.label]).toEqual(["coal: test/coal", "leak: test/leak"]);
  expect(limestone).toMatchObject({ label: "limestone: test/limestone", children: [{ kind: "amount", amount: "5" }] });
  expect(limestone?.amount).toBeUndefined();
  expect(of(tree, "gap")).toMatchObject([
    {
      label:
        'Line "boiler/limestone" has no factor for "test/limestone". Name a row in the plant model, or cut it off with a reason.',
      details: [
        { name: "kind", value: "missing-factor" },
        { name: "where", value: "boiler/limestone" },
        { name: "excused", value: "no" },
      ],
    },
  ]);
});
