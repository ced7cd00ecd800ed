import {
  type LcaAnswer,
  linearSolver,
  readSystem,
  sensitivities,
  sparseLu,
  spreadOf,
  spreadOfRuns,
} from "@celadon/inventory-to-footprint/systems";
import { type BuildOptions, buildSystem } from "@celadon/processes-to-system";
import { expect, test } from "vitest";

// From uncertain numbers as people state them to the spread of a footprint, held against closed forms.

type Doc = Record<string, unknown>;
const flows = [
  ...["board", "steam", "gas"].map((id) => ({ id, kind: "product", unit: "kg" })),
  ...["co2", "ch4"].map((id) => ({ id, kind: "elementary", unit: "kg", direction: "emission" })),
];
const makes = (flow: string, amount: unknown = 1): Doc => ({
  ...{ flow, amount, unit: "kg", direction: "output", reference: true },
});
const takes = (flow: string, amount: unknown, rest: Doc = {}): Doc => ({
  ...{ flow, amount, unit: "kg", direction: "input" },
  ...rest,
});
const emits = (flow: string, amount: unknown, rest: Doc = {}): Doc => ({
  ...takes(flow, amount, rest),
  direction: "output",
});
const gwp = (factors: readonly Doc[]): Doc => ({ id: "gwp", unit: "kg CO2e", factors });
const plain = gwp([{ flow: "co2", value: 1 }]);

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};
const builtOf = (rest: Doc, options: BuildOptions = {}) => {
  const document = { format: "celadon-processes-1", flows, methods: [plain], ...rest };
  const built = buildSystem(JSON.stringify(document), options);
  if (built.kind !== "accept") throw new Error(built.evidence);
  return built.value;
};
/** The spread of one product by runs, to first order, and where its variance comes from. */
function spreadIn(files: ReadonlyMap<string, string>, product: string, runs = 20_000) {
  const system = accepted(
    readSystem((file) => {
      const text = files.get(file);
      return text === undefined ? undefined : [text];
    }),
  );
  const uncertainty = files.get("uncertainty.csv") ?? "";
  const solver = accepted(linearSolver(system, sparseLu));
  const spread = accepted(spreadOf(solver, "gwp", uncertainty));
  const place = system.products.findIndex(({ id }) => id === product);
  const made = spread.runs.runs({ seed: 1, from: 0, to: runs, products: [place] });
  if (made.kind !== "accept") throw new Error(made.evidence);
  const { mean, sd } = spreadOfRuns(made.value, place);
  const { uncertainty: byDraw } = accepted(sensitivities(solver, { product, method: "gwp", top: 20, uncertainty }));
  return {
    ...{ mean, sd, kept: made.value.kept, static: spread.intensity[place] as number },
    firstOrder: accepted(spread.firstOrder(product)).sd,
    shares: Object.fromEntries((byDraw?.draws ?? []).map(({ draw, share }) => [draw, share])),
  };
}
const sigma = Math.log(1.1);

test("an uncertain factor of a method moves every product at once: the product of two lognormals is one", () => {
  const { files, report } = builtOf({
    processes: [
      {
        id: "mill",
        exchanges: [makes("board"), emits("co2", 3, { uncertainty: { distribution: "lognormal", geometricSd: 1.1 } })],
      },
    ],
    methods: [
      gwp([
        {
          ...{ flow: "co2", value: 2000, unit: "t" },
          uncertainty: { distribution: "lognormal", geometricSd: 1.1 },
        },
      ]),
    ],
  });
  expect(report.findings).toEqual([]);
  expect(files.get("uncertainty.csv")).toContain("C,0,0,lognormal,2,1.1,,\n");
  const { mean, sd, firstOrder, shares } = spreadIn(files, "board");
  const variance = 2 * sigma * sigma;
  const exactMean = 6 * Math.exp(variance / 2);
  const exactSd = exactMean * Math.sqrt(Math.expm1(variance));
  expect(Math.abs(mean - exactMean)).toBeLessThan((4 * exactSd) / Math.sqrt(20_000));
  expect(Math.abs(sd / exactSd - 1)).toBeLessThan(0.03);
  expect(Math.abs(firstOrder / exactSd - 1)).toBeLessThan(0.03);
  expect(shares).toEqual({ "B:co2,mill": expect.closeTo(0.5), "C:gwp,co2": expect.closeTo(0.5) });
});

test("a general factor that stands in the rows of several places is one draw", () => {
  const factor = { flow: "co2", value: 1, uncertainty: { distribution: "normal", sd: 0.1 } };
  const at = (location: string, value: number): Doc => ({ flow: "co2", location, value });
  const { files } = builtOf({
    processes: [
      { id: "mill", exchanges: [makes("board"), takes("steam", 1), emits("co2", 1)] },
      { id: "boiler", location: "CN", exchanges: [makes("steam"), emits("co2", 1)] },
    ],
    methods: [gwp([factor]), { ...gwp([at("CN", 2)]), id: "other" }],
  });
  const { sd, shares } = spreadIn(files, "board");
  expect(Math.abs(sd / 0.2 - 1)).toBeLessThan(0.03); // by two draws it would be 0.14
  expect(shares).toEqual({ "group:C:gwp,co2": 1 });
});
