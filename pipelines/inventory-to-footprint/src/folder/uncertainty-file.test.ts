import { expect, test } from "vitest";
import { accepted, solverOf } from "../linear/accepted-in-test.ts";
import { spreadOf } from "../linear/spread-system.ts";
import { spreadOfRuns } from "../uncertainty/spread-of-runs.ts";

// Pulping gives 5 kg of CO2: 2 certain, 1 and 2 uncertain.
const solver = solverOf({ processes: { pulping: { products: { pulp: 1 }, flows: { co2: 5 } } } });
const header = "matrix,row,col,distribution,p1,p2,p3,group,part\n";

test("exchanges that meet in one entry are drawn apart and then summed; what no line tells of stays", () => {
  const lines = "B,0,0,normal,1,0.1,,a,1\nB,0,0,normal,2,0.2,,b,2\n";
  const { runs } = accepted(spreadOf(solver, "gwp", header + lines));
  const drawn = runs.runs({ seed: 1, from: 0, to: 4000, products: [0] });
  if (drawn.kind !== "accept") throw new Error(drawn.evidence);
  const { mean, sd } = spreadOfRuns(drawn.value, 0);
  expect(mean).toBeCloseTo(5, 1);
  expect(sd).toBeCloseTo(Math.sqrt(0.1 ** 2 + 0.2 ** 2), 2); // by one draw it would be 0.3
});

test.each([
  ["B,0,0,normal,1,0.1,,,1\n", "to have a group"],
  ["B,0,0,normal,1,0.1,,a,x\n", "has to be a number"],
  ["B,0,0,normal,1,0.1,,a,1\nB,0,0,normal,1,0.1,,a,1\n", "stands in line 2 already"],
  ["B,0,0,normal,5,0.1,,a,\nB,0,0,normal,1,0.1,,b,1\n", "stands in line 2 already"],
  ["B,0,0,normal,1,0.1,,b,1\nB,0,0,normal,5,0.1,,a,\n", "stands in line 2 already"],
  // Without the sentence the second line would be the name of the first one's group, and its draw would be lost.
  ['B,0,0,normal,1,0.1,,"a,1\nB,0,0,normal,2,0.2,,b,2\n', "opens a cell that nothing closes"],
  ["B,0,0,normal,5,0.1,,a, b,1\n", "beyond the 9 columns"],
])("a part that is none, or stands beside the whole, is refused: %j", (lines, sentence) => {
  const answer = spreadOf(solver, "gwp", header + lines);
  expect(answer).toMatchObject({ code: "bad-file", message: expect.stringContaining(sentence) });
});
