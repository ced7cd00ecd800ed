import type { Footprint, Inventory } from "@celadon/proto";
import { describe, expect, test } from "vitest";
import { footprintsOf } from "./footprints-of.ts";
import { co2e, gwpOfTests, type PlantBuilder, plantBuilder, source } from "./plant-builder.ts";
import type { SolveAdjoint } from "./solve-adjoint.ts";
import { sparseAdjoint } from "./sparse-adjoint.ts";

const answer = ({ inventory }: PlantBuilder) => {
  const outcome = footprintsOf(inventory, { gwp: gwpOfTests });
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return outcome.value;
};
const footprints = (plant: PlantBuilder): Readonly<Record<string, Footprint>> => {
  const { footprints: made, refusals } = answer(plant);
  if (refusals.length > 0) throw new Error(refusals.map(({ evidence }) => evidence).join("\n"));
  return Object.fromEntries(made.map((footprint) => [footprint.product, footprint]));
};
const totals = (plant: PlantBuilder) =>
  Object.fromEntries(Object.entries(footprints(plant)).map(([product, { total }]) => [product, total]));
const contradictions = (inventory: Inventory): string => {
  const outcome = footprintsOf(inventory, { gwp: gwpOfTests });
  return outcome.kind === "accept" ? "" : outcome.evidence;
};

describe("figures by hand", () => {
  test("the steel year: 959636.71 kWh at 0.4113 kg are 394698.578823 kg CO2e", () => {
    const steel = plantBuilder()
      .makes("works", "year of operation", "1", "year")
      .takes("works", "electricity", "959636.71", co2e("0.4113"))
      .declares("year of operation", "year");
    expect(footprints(steel)["year of operation"]).toMatchObject({
      status: "complete",
      total: "394698.578823",
      absolute: "394698.578823",
      produced: "1",
      measuredShare: "1",
      missingShare: "0",
      primaryDataShare: "1",
      byProcess: [{ name: "works", amount: "394698.578823", share: "1" }],
      byGas: [{ name: "CO2e", amount: "394698.578823", share: "1" }],
      byScope: [{ name: "2", amount: "394698.578823", share: "1" }],
      byStage: [{ name: "production", amount: "394698.578823", share: "1" }],
      contributions: [
        { line: "works/electricity", amount: "394698.578823", scale: "1", factors: ["electricity-co2e"] },
      ],
      gaps: [],
      marks: [],
    });
  });

  test("5 kg with 2 kg CO2 are 0.4 per kg, 400 per declared tonne, and 2 in all", () => {
    const plant = plantBuilder().makes("p", "x", "5", "kg").takes("p", "heat", "2", co2e("1"));
    expect(footprints(plant.declares("x", "kg"))["x"]).toMatchObject({ total: "0.4", absolute: "2", produced: "5" });
    expect(footprints(plant.declares("x", "t"))["x"]).toMatchObject({ total: "400", absolute: "2", produced: "0.005" });
    expect(footprints(plant.declares("x", "kg", "10"))["x"]).toMatchObject({
      total: "4",
      absolute: "2",
      produced: "5",
    });
  });

  test("own use nets on the diagonal: output 1, own use 0.03, emission 0.5 give 0.5 / 0.97", () => {
    const plant = plantBuilder()
      .makes("turbine", "power", "1", "MWh")
      .uses("turbine", "power", "30", "kWh")
      .takes("turbine", "coal", "0.5", co2e("1"))
      .declares("power", "MWh");
    expect(totals(plant)).toEqual({ power: "0.515463917526" });
  });

  test("broke goes round: 90 t of board carry all of the machine's burden", () => {
    // The machine makes 100 t of reel from 10 t of broke and pulp worth 180; the winder makes 90 t of board and 10 t of broke
    // without value. So the burden of 180 leaves with 90 t of board: 2 per t.
    const plant = plantBuilder()
      .makes("machine", "reel", "100")
      .uses("machine", "broke", "10")
      .takes("machine", "pulp", "180", co2e("1"))
      .makes("winder", "board", "90")
      .makes("winder", "broke", "10")
      .shares("winder", { board: "0.9", broke: "0.1" }, "mass")
      .uses("winder", "reel", "100")
      .declares("board");
    const { board } = footprints(plant);
    expect(board).toMatchObject({ total: "2", absolute: "180", produced: "90", marks: [] });
    expect(board?.solve).toMatchObject({ solver: "gauss-seidel", boundKind: "verified" });
    expect(board?.solve?.errorBound).toBeLessThan(1e-14);
  });

  test("a mill with a broke loop, heat and power, water and effluent: as in Python, in all 12 digits", () => {
    // Python 3: the same seven columns, M^T y = q by Gauss elimination over fractions.Fraction of the decimal amounts, printed to
    // 40 digits: board 1308.541522608807533..., reel 1176.458458200057225..., steam 193.850165971025802..., power
    // 501.831050960495790..., treated 2.553122397196558..., water 0.210769041403408.... numpy.linalg.solve agrees to 1e-15.
    const mill = plantBuilder()
      .makes("machine", "reel", "1021.5")
      .uses("machine", "broke", "98.3")
      .uses("machine", "steam", "2210.7", "GJ")
      .uses("machine", "power", "401.25", "MWh")
      .uses("machine", "water", "9000", "m3")
      .uses("machine", "treated", "8100", "m3")
      .takes("machine", "pulp", "512345.678", co2e("1"))
      .makes("winder", "board", "912.4")
      .makes("winder", "broke", "98.3")
      .shares("winder", { board: "0.97", broke: "0.03" }, "price")
      .uses("winder", "reel", "1021.5")
      .uses("winder", "power", "55.5", "MWh")
      .takes("winder", "cores", "1234.5", co2e("1"))
      .makes("chp", "steam", "2500", "GJ")
      .makes("chp", "power", "520", "MWh")
      .shares("chp", { steam: "0.65", power: "0.35" }, "efficiency")
      .uses("chp", "water", "450", "m3")
      .uses("chp", "power", "21.75", "MWh")
      .takes("chp", "coal", "734567.89", co2e("1"))
      .makes("pumps", "water", "10000", "m3")
      .uses("pumps", "power", "4.2", "MWh")
      .makes("effluent plant", "treated", "8100", "m3")
      .uses("effluent plant", "power", "31.9", "MWh")
      .uses("effluent plant", "steam", "12", "GJ")
      .takes("effluent plant", "lime", "2345.6789", co2e("1"))
      .declares("board")
      .declares("reel")
      .declares("steam", "GJ")
      .declares("power", "MWh")
      .declares("treated", "m3")
      .declares("water", "m3");
    expect(totals(mill)).toEqual({
      board: "1308.54152261",
      reel: "1176.4584582",
      steam: "193.850165971",
      power: "501.83105096",
      treated: "2.5531223972",
      water: "0.210769041403",
    });
  });

  test("heat and power by given shares: the two carry the fuel exactly, and what uses both carries both", () => {
    const plant = plantBuilder()
      .makes("chp", "power", "400", "MWh")
      .makes("chp", "steam", "2000", "GJ")
      .shares("chp", { power: "0.35", steam: "0.65" }, "efficiency")
      .takes("chp", "coal", "1000", co2e("1"))
      .makes("machine", "board", "1000")
      .uses("machine", "power", "400000", "kWh")
      .uses("machine", "steam", "2", "TJ")
      .declares("board")
      .declares("power", "kWh")
      .declares("steam", "GJ");
    expect(totals(plant)).toEqual({ board: "1", power: "0.000875", steam: "0.325" });
  });

  test("0.6/0.4 on emission 1, input worth 1 and credit -0.2 gives 1.08 and 0.72", () => {
    const plant = plantBuilder()
      .makes("p", "a", "1")
      .makes("p", "b", "1")
      .shares("p", { a: "0.6", b: "0.4" }, "price")
      .takes("p", "stack", "", [], { direct: [{ gas: "CO2-fossil", massKg: "1" }], scope: 1 })
      .takes("p", "input", "1", co2e("1"))
      .takes("p", "credit", "-0.2", co2e("1"))
      .declares("a")
      .declares("b");
    expect(totals(plant)).toEqual({ a: "1.08", b: "0.72" });
    const [a] = answer(plant).footprints;
    expect(a?.contributions.map(({ amount }) => amount)).toEqual(["0.6", "0.6", "-0.12"]);
  });

  test("waste is a service: 1 unit hands on 0.25 kg, treatment emits 0.8 per kg taken in, 0.2", () => {
    const plant = plantBuilder()
      .makes("dye", "leather", "1", "m2")
      .uses("dye", "treatment of effluent", "0.25", "kg")
      .makes("plant", "treatment of effluent", "1000", "kg")
      .takes("plant", "power", "800", co2e("1"))
      .declares("leather", "m2")
      .declares("treatment of effluent", "kg");
    expect(totals(plant)).toEqual({ leather: "0.2", "treatment of effluent": "0.8" });
  });

  test("gases are weighted by the set, biogenic CO2 stands beside the total, and units convert exactly", () => {
    const plant = plantBuilder()
      .makes("boiler", "steam", "10", "GJ")
      .takes(
        "boiler",
        "biogas",
        "3.6",
        [
          { gas: "CH4-biogenic", value: "0.002", perUnit: "kWh" },
          { gas: "N2O", value: "3", unit: "g", perUnit: "kWh" },
          { gas: "CO2-biogenic", value: "0.2", perUnit: "kWh" },
        ],
        { unit: "GJ", scope: 1 },
      )
      .declares("steam", "GJ");
    // 3.6 GJ are 1000 kWh: 2 kg CH4 x 27 + 3 kg N2O x 273 = 54 + 819 over 10 GJ; 200 kg of biogenic CO2.
    const { steam } = footprints(plant);
    expect(steam).toMatchObject({ total: "87.3", biogenic: "20", byScope: [{ name: "1", amount: "87.3" }] });
    expect(steam?.byGas).toEqual([
      { name: "CH4-biogenic", amount: "5.4", share: "0.061856" },
      { name: "N2O", amount: "81.9", share: "0.938144" },
    ]);
    expect(steam?.gwps.map(({ gas, value }) => [gas, value])).toEqual([
      ["CH4-biogenic", "27"],
      ["N2O", "273"],
    ]);
  });

  test("a flow that is input and output nets to exactly zero", () => {
    const plant = plantBuilder()
      .makes("p", "x", "1")
      .takes("p", "in", "0.1", co2e("0.7"))
      .takes("p", "out", "-0.1", co2e("0.7"))
      .declares("x");
    expect(footprints(plant)["x"]).toMatchObject({ total: "0", byProcess: [{ amount: "0", share: "" }] });
  });

  test("a product needed at 1e-12 of the demand with an impact of 1e12 contributes fully", () => {
    const plant = plantBuilder()
      .makes("p", "x", "1")
      .uses("p", "catalyst", "0.000000000001")
      .makes("q", "catalyst", "1")
      .takes("q", "power", "1000000000000", co2e("1"))
      .declares("x");
    expect(totals(plant)).toEqual({ x: "1" });
  });
});

describe("a running period", () => {
  const plant = plantBuilder()
    .makes("p", "x", "4")
    .takes("p", "power", "10", co2e("2"))
    .declares("x")
    .with({ reach: "running", reachedMs: 3_600_000n });

  test("has absolute totals and no figure per unit", () => {
    const running = footprints(plant)["x"];
    expect(running).toMatchObject({ status: "running", absolute: "20", produced: "4" });
    expect(running?.total).toBeUndefined();
    expect(running?.primaryDataShare).toBeUndefined();
    expect(running?.contributions).toMatchObject([{ amount: "20", scale: "1" }]);
  });

  test("is another footprint than the same period complete", () => {
    expect(footprints(plant)["x"]?.id).not.toBe(footprints(plant.with({ reach: "complete" }))["x"]?.id);
  });
});

describe("what is unknown", () => {
  const known = plantBuilder().makes("p", "x", "4").takes("p", "power", "10", co2e("2")).declares("x");

  test("a line without amount, without factor, or with missing time leaves no total, but what is known is shown", () => {
    const cases = [
      known.takes("p", "gas", "", co2e("1")),
      known.takes("p", "gas", "5", []),
      known.takes("p", "gas", "5", [{ gas: "SF6", value: "1" }]),
      known.takes("p", "gas", "", [], { direct: [{ gas: "CH4-fossil", massKg: "" }] }),
    ];
    for (const plant of cases) {
      const footprint = footprints(plant)["x"];
      expect(footprint).toMatchObject({ status: "incomplete", contributions: [{ line: "p/power", amount: "5" }] });
      expect([footprint?.total, footprint?.absolute, footprint?.primaryDataShare]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      expect(footprint?.gaps.map(({ where }) => where)).toEqual(["p/gas"]);
      expect(footprint?.marks).toEqual([]);
    }
    const hole = source("meter", "10", { measuredMs: 82_800_000n, missingMs: 3_600_000n });
    const late = footprints(known.takes("p", "gas", "5", co2e("1"), { sources: [hole] }))["x"];
    expect(late).toMatchObject({
      status: "incomplete",
      missingShare: "0.020833333333",
      gaps: [{ kind: "missing-time", where: "p/gas", excused: false }],
    });
    expect(late?.total).toBeUndefined();
  });

  test("a gap that the model excuses does not: the total stands, and says that it is a lower bound", () => {
    const excuse = { where: "p/glue", reason: "Below 0.1 % by mass.", excused: true };
    const cutOff = known.takes("p", "glue", "5", []).with({ gaps: [{ ...excuse, kind: "missing-factor" }] });
    expect(footprints(cutOff)["x"]).toMatchObject({
      status: "complete",
      total: "5",
      marks: ['lower bound: cut off at "p/glue"'],
    });
    const unknownToo = known.takes("p", "glue", "", co2e("1")).with({ gaps: [{ ...excuse, kind: "not-modelled" }] });
    expect(footprints(unknownToo)["x"]).toMatchObject({ status: "complete", total: "5" });
  });

  test("an estimate excuses missing time, and neither an amount nor a factor that is missing", () => {
    const estimate = { kind: "missing-time", where: "p/gas", reason: "1 h by the channel's own mean.", excused: true };
    const filled = source("meter", "4", { measuredMs: 82_800_000n, estimatedMs: 3_600_000n });
    const plant = known.with({ gaps: [estimate] });
    const estimated = footprints(plant.takes("p", "gas", "4", co2e("1"), { sources: [filled] }))["x"];
    expect(estimated).toMatchObject({
      status: "complete",
      total: "6",
      marks: [],
      measuredShare: "0.979166666667",
      estimatedShare: "0.020833333333",
      missingShare: "0",
      primaryDataShare: "0.993056", // 5/6 measured in full, 1/6 for 23 of 24 hours
      gaps: [estimate],
    });
    expect(footprints(plant.takes("p", "gas", "", co2e("1")))["x"]?.status).toBe("incomplete");
    expect(footprints(plant.takes("p", "gas", "4", []))["x"]?.status).toBe("incomplete");
  });

  test("a meter beyond its verification is told, and excuses nothing at its place", () => {
    const told = { kind: "unverified", where: "p/gas", reason: "Verified until last year.", excused: true };
    const plant = known.with({ gaps: [told] });
    const counted = footprints(plant.takes("p", "gas", "5", co2e("1")))["x"];
    expect(counted).toMatchObject({ status: "complete", gaps: [told], marks: [] });
    expect(footprints(plant.takes("p", "gas", "", co2e("1")))["x"]?.status).toBe("incomplete");
    expect(footprints(plant.takes("p", "gas", "5", []))["x"]?.status).toBe("incomplete");
  });

  test("a gap concerns only what stands upstream of it; one that belongs nowhere concerns all", () => {
    const two = known.makes("q", "y", "1").takes("q", "gas", "5", []).declares("y");
    expect(footprints(two)["x"]).toMatchObject({ status: "complete", total: "5" });
    expect(footprints(two)["y"]?.status).toBe("incomplete");
    const gap = { kind: "unknown-channel", where: "meter 7", reason: "Not declared.", excused: false };
    expect(footprints(two.with({ gaps: [gap] }))["x"]?.status).toBe("incomplete");
  });

  test("an unknown production shows the period, and is never excused", () => {
    const plant = plantBuilder().makes("p", "x", "").takes("p", "power", "10", co2e("2")).declares("x");
    const gap = { kind: "missing-amount", where: "p/x", reason: "No scale.", excused: true };
    const footprint = footprints(plant.with({ gaps: [gap] }))["x"];
    expect(footprint).toMatchObject({ status: "incomplete", contributions: [{ amount: "20" }] });
    expect([footprint?.total, footprint?.absolute, footprint?.produced]).toEqual([undefined, undefined, undefined]);
  });

  test("an unknown use, and an unknown amount behind an allocation, leave no total", () => {
    const use = known.makes("q", "steam", "1").uses("p", "steam", "").takes("q", "gas", "3", co2e("1"));
    expect(footprints(use)["x"]).toMatchObject({
      status: "incomplete",
      contributions: [{ line: "p/power", amount: "5" }],
    });
    const shared = known.makes("p", "trim", "").shares("p", {}, "mass");
    expect(footprints(shared)["x"]).toMatchObject({ status: "incomplete", contributions: [] });
    const gap = { kind: "missing-amount", where: "p", reason: "The rule changed within the period.", excused: false };
    const changed = known.makes("p", "trim", "1").with({ gaps: [gap] });
    expect(footprints(changed)["x"]).toMatchObject({ status: "incomplete", contributions: [], gaps: [gap] });
  });
});

describe("what is refused by product", () => {
  const refusal = (plant: PlantBuilder) => answer(plant).refusals;

  test("two processes that need each other 1 : 1 are both named", () => {
    const plant = plantBuilder()
      .makes("p", "x", "1")
      .uses("p", "y", "1")
      .makes("q", "y", "1")
      .uses("q", "x", "1")
      .takes("p", "power", "1", co2e("1"))
      .declares("x");
    expect(refusal(plant)).toMatchObject([{ product: "x", reason: "singular-system", ids: ["p", "q"], idsTotal: 2 }]);
  });

  test("a loop that needs more than it makes is refused, not answered with a negative footprint", () => {
    const plant = plantBuilder()
      .makes("p", "x", "1")
      .uses("p", "y", "2")
      .makes("q", "y", "1")
      .uses("q", "x", "2")
      .takes("p", "power", "1", co2e("1"))
      .declares("x");
    expect(refusal(plant)).toMatchObject([{ reason: "overdrawn-loop", ids: ["p", "q"] }]);
  });

  /** Tanning sends 100 kg of chrome to the recovery, which makes 60 kg of it that tanning takes again. */
  const tannery = (sent: string, recovered: string) =>
    plantBuilder()
      .makes("tanning", "leather", "1000", "m2")
      .makes("tanning", "spent chrome", "100", "kg")
      .shares("tanning", { leather: "0.9", "spent chrome": "0.1" })
      .uses("tanning", "recovered chrome", recovered, "kg")
      .makes("chrome recovery", "recovered chrome", "60", "kg")
      .uses("chrome recovery", "spent chrome", sent, "kg")
      .takes("tanning", "power", "1000", co2e("1"))
      .declares("leather", "m2");

  test("a recovery that gets what was sent and gives back what it made carries the burden around once", () => {
    expect(Number(answer(tannery("100", "60")).footprints[0]?.total)).toBeCloseTo(1, 9);
  });

  test.each([
    ["a recovery that takes more chrome than was sent", "120", "60", '120 kg of "spent chrome" are taken and 100 kg'],
    [
      "chrome that is recovered beyond what the recovery made",
      "100",
      "70",
      '70 kg of "recovered chrome" are taken and 60 kg',
    ],
  ])("%s is refused by name, also where the loop could be solved", (_, sent, recovered, sentence) => {
    expect(refusal(tannery(sent, recovered))).toMatchObject([
      { reason: "overdrawn-loop", ids: ["chrome recovery", "tanning"], evidence: expect.stringContaining(sentence) },
    ]);
  });

  test("two meters of one flow may differ by some per cent: the footprint stands, and says so", () => {
    const [footprint] = answer(tannery("102", "60")).footprints;
    expect(footprint?.marks).toContain('balance: 2 kg more was used than the 100 kg of "spent chrome" made');
  });

  test("a product without supplier is named with its user, and the near miss", () => {
    const plant = plantBuilder().makes("p", "x", "1").uses("p", "stem", "1").makes("q", "steam", "1").declares("x");
    expect(refusal(plant)).toEqual([
      {
        product: "x",
        reason: "not-square",
        ids: ["p", "stem"],
        idsTotal: 2,
        evidence:
          'Process "p" uses "stem", which no process of the plant makes. Did you mean "steam"? State what is bought as an input with a factor, or add the process that makes it.',
      },
    ]);
  });

  test("a product of two processes names both; a product that needs neither is not concerned", () => {
    const plant = plantBuilder()
      .makes("p", "x", "1")
      .uses("p", "steam", "1")
      .makes("b1", "steam", "1")
      .makes("b2", "steam", "1")
      .makes("q", "y", "1")
      .declares("x")
      .declares("y");
    expect(refusal(plant)).toMatchObject([{ product: "x", reason: "ambiguous-provider", ids: ["b1", "b2"] }]);
    expect(answer(plant).footprints.map(({ product }) => product)).toEqual(["y"]);
  });

  test("no production, and own use beyond the output, are sentences", () => {
    const none = plantBuilder().makes("p", "x", "0").takes("p", "power", "1", co2e("1")).declares("x");
    expect(refusal(none)).toMatchObject([{ reason: "no-production", ids: ["p", "x"] }]);
    expect(refusal(none)[0]?.evidence).toBe(
      'Process "p" made no "x" in this period, so nothing can be said per unit of it. Take a period with production, or check the channel that counts it.',
    );
    const eaten = plantBuilder().makes("p", "x", "1").uses("p", "x", "1.5").declares("x");
    expect(refusal(eaten)[0]?.evidence).toContain('made 1 t of "x", less its own use -0.5 t: not above 0');
  });

  test("an undeclared product, a unit of another kind and another maker are refused", () => {
    const plant = plantBuilder().makes("p", "board", "1").declares("board", "m2");
    expect(refusal(plant)).toMatchObject([{ product: "board", reason: "wrong-dimension" }]);
    const asked = footprintsOf(plant.inventory, { gwp: gwpOfTests, products: ["bord"] });
    expect(asked).toMatchObject({
      value: { footprints: [], refusals: [{ product: "bord", reason: "unknown-product" }] },
    });
  });
});

describe("the port of the solver", () => {
  const plant = plantBuilder().makes("p", "x", "4").takes("p", "power", "10", co2e("2")).declares("x");

  test("a solver that answers wrongly is found out by the sum of the parts, and its number never leaves", () => {
    const wrong: SolveAdjoint = (system, q) => {
      const answer = sparseAdjoint(system, q);
      if (answer.kind !== "accept") return answer;
      return { ...answer, value: { ...answer.value, values: answer.value.values.map((y) => y * (1 + 1e-9)) } };
    };
    const outcome = footprintsOf(plant.inventory, { gwp: gwpOfTests, solveAdjoint: wrong });
    expect(outcome).toMatchObject({ value: { footprints: [], refusals: [{ product: "x", reason: "not-converged" }] } });
  });

  test("a refusal of the solver is the refusal of the product", () => {
    const refusing: SolveAdjoint = () => ({ kind: "reject", reason: "not-converged", evidence: "No.", ids: ["p"] });
    const outcome = footprintsOf(plant.inventory, { gwp: gwpOfTests, solveAdjoint: refusing });
    expect(outcome).toMatchObject({ value: { refusals: [{ reason: "not-converged", evidence: "No.", idsTotal: 1 }] } });
  });
});

describe("what contradicts itself is refused as a whole, every sentence at once", () => {
  const sound = plantBuilder().makes("p", "x", "1").takes("p", "power", "1", co2e("1")).declares("x");

  test.each([
    ["a share below 0", sound.makes("p", "y", "1").shares("p", { x: "1.5", y: "-0.5" }), 'the share of "y" is -0.5'],
    ["shares off 1", sound.makes("p", "y", "1").shares("p", { x: "0.6", y: "0.3999" }), "its shares add up to 0.9999"],
    ["no rule", sound.makes("p", "y", "1"), 'makes "x" and "y" without a rule'],
    ["a rule without shares", sound.makes("p", "y", "1").shares("p", {}, "mass"), "allocation by mass gives no shares"],
    ["an unknown method", sound.shares("p", { x: "1" }, "magic"), 'allocation method "magic" is not known'],
    ["a share forgotten", sound.makes("p", "y", "1").shares("p", { x: "1" }), 'gives no share to "y"'],
    ["a unit of another kind", sound.takes("p", "water", "1", co2e("1"), { unit: "m3" }), "cannot become kWh"],
    ["an unknown unit", sound.makes("q", "y", "1", "tonn"), 'Unit "tonn" is not known'],
    ["a number that is none", sound.takes("p", "gas", "1e3", co2e("1")), '"1e3" is no decimal number'],
    ["a negative use", sound.makes("q", "y", "1").uses("p", "y", "-1"), "is below 0"],
    [
      "two processes of one id",
      sound.with({ processes: [...sound.inventory.processes, ...sound.inventory.processes] }),
      'two processes "p"',
    ],
    ["a line of no process", sound.takes("ghost", "power", "1", co2e("1")), 'belongs to process "ghost"'],
    ["a declared amount of 0", sound.declares("z", "t", "0"), 'the declared amount is "0"'],
    [
      "a gas given in CO2e",
      sound.takes("p", "gas", "1", [{ gas: "N2O", value: "1", unit: "kgCO2e" }]),
      "cannot become kg",
    ],
  ])("%s", (_, plant, sentence) => {
    expect(contradictions(plant.inventory)).toContain(sentence);
  });

  test("two faults are two lines", () => {
    const plant = sound.makes("p", "y", "1").makes("q", "z", "1", "tonn");
    expect(contradictions(plant.inventory).split("\n")).toHaveLength(2);
  });
});

describe("marks", () => {
  test("say what a reader must know: of factors, of products left over, of processes nobody needs", () => {
    const plant = plantBuilder()
      .makes("p", "x", "1")
      .uses("p", "steam", "8", "GJ")
      .makes("q", "steam", "10", "GJ")
      .takes("q", "gas", "10", co2e("1", { marks: ["age 2 years"], gwpSet: "AR5" }))
      .makes("office", "comfort", "1", "1")
      .takes("office", "power", "10", co2e("1", { confidence: "recalled" }))
      .declares("x");
    expect(footprints(plant)["x"]?.marks).toEqual([
      "CO2e by AR5, not AR6",
      "age 2 years",
      'balance: no declared product needs process "office", so none carries its burden',
      'balance: of 10 GJ of "steam" made, 2 GJ went to no process and carry their burden away',
    ]);
  });
});

test("a mark names an unstated GWP set as the factor tables do", () => {
  const plant = plantBuilder()
    .makes("p", "x", "1")
    .takes("p", "power", "10", co2e("1", { gwpSet: "unknown" }));
  expect(footprints(plant.declares("x"))["x"]?.marks).toEqual(["CO2e by an unstated GWP set, not AR6"]);
});

test("a chain of hundreds and a loop of a hundred are solved", () => {
  let plant = plantBuilder().makes("p0", "x0", "1").takes("p0", "power", "1", co2e("1"));
  for (let i = 1; i < 200; i++) plant = plant.makes(`p${i}`, `x${i}`, "1").uses(`p${i}`, `x${i - 1}`, "1");
  expect(totals(plant.declares("x199"))).toEqual({ x199: "1" });
  // The whole chain goes round once more for a half, then a quarter, ...: the 1 becomes 2.
  expect(totals(plant.uses("p0", "x199", "0.5").declares("x199"))).toEqual({ x199: "2" });
});
