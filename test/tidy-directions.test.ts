import { expect, test } from "vitest";
import { type Import, imports } from "./imports.ts";
import { isPure, type Kind, type Workspace, workspaceOf, workspaces } from "./workspaces.ts";

// The rules of direction (README.md, "How to change it"): who may import whom, by what a package is. Tests beside the
// source keep to them too; what spans packages is tested here, in test/.
const pure: readonly Kind[] = ["proto", "quantity", "factors"];
const mayImport: Readonly<Record<Kind, readonly Kind[]>> = {
  proto: [],
  quantity: ["proto"],
  factors: ["proto", "quantity"],
  codec: [],
  edge: pure,
  runtime: [],
  service: [...pure, "codec", "edge", "runtime"],
  celadon: [...pure, "codec", "edge", "runtime", "service"],
  test: [...pure, "codec", "edge", "runtime", "service", "celadon"],
};

const isTest = (file: string): boolean => file.endsWith(".test.ts");
const inSource = ({ file }: Import): boolean => /\/(?:src|gen)\//.test(file) && !isTest(file);
const shown = ({ file, target }: Import): string => `${file} -> ${target}`;

/** The package of ours that an import arrives at: by its name, or by a path that leads into it. */
const arrivesIn = (target: string): Workspace | undefined =>
  workspaces.find(({ name }) => target === name || target.startsWith(`${name}/`)) ?? workspaceOf(target);

const across = imports.flatMap((line) => {
  const from = workspaceOf(line.file);
  const to = arrivesIn(line.target);
  return from === undefined || to === undefined || from === to ? [] : [{ from, to, line }];
});

const against = (rule: (from: Workspace, to: Workspace) => boolean): readonly string[] =>
  across.filter(({ from, to }) => rule(from, to)).map(({ line }) => shown(line));

/** The one edge that reads meters knows their codec. */
const readsMeters = ({ name }: Workspace): boolean => name === "@celadon/meter-to-telemetry";

const forbids = (from: Workspace, to: Workspace): boolean =>
  !mayImport[from.kind].includes(to.kind) && !(readsMeters(from) && to.kind === "codec");

test("the scan sees imports that are known to exist: by name, relative, several lines long, for effect, of Node", () => {
  const seen = imports.map(shown);
  expect(seen).toContain("factors/src/select.ts -> @celadon/quantity");
  expect(seen).toContain("pipelines/quantity/src/index.ts -> pipelines/quantity/src/outcome.ts");
  expect(seen).toContain("proto/src/index.ts -> proto/gen/celadon/footprint/v1/footprint.ts");
  expect(seen).toContain("services/celadon/bin/celadon.mjs -> services/celadon/src/main.ts");
  expect(seen).toContain("test/run.ts -> vitest/node");
});

test("every package is under a rule, and each kind of package is there", () => {
  expect([...new Set(workspaces.map(({ kind }) => kind))].toSorted()).toEqual(Object.keys(mayImport).toSorted());
});

test("proto imports nothing of ours, quantity only proto, factors only those two", () => {
  const found = against((from, to) => pure.includes(from.kind) && forbids(from, to));
  expect(
    found,
    "The base of all packages knows none of them: move the code up, or take the value as an argument.",
  ).toEqual([]);
});

test("the codec imports nothing of ours: anybody can use it alone", () => {
  const found = against((from, to) => from.kind === "codec" && forbids(from, to));
  expect(found, "What a plant or a reading is belongs into meter-to-telemetry.").toEqual([]);
});

test("an edge imports proto, quantity and factors, the edge of meters their codec too, and never another edge or a service", () => {
  const found = against((from, to) => from.kind === "edge" && forbids(from, to));
  expect(found, "Two edges meet in a service: take the value as an argument.").toEqual([]);
});

test("services import edges and the runtime, never each other; only celadon composes them", () => {
  const found = against((from, to) => (from.kind === "service" || from.kind === "celadon") && forbids(from, to));
  expect(found, "Two services meet at a topic, a table or an rpc.").toEqual([]);
});

test("the runtime imports nothing of ours: it knows no carbon word", () => {
  const found = against((from, to) => from.kind === "runtime" && forbids(from, to));
  expect(found, "What has a carbon word in it belongs into the service or the edge.").toEqual([]);
});

test("nothing imports test", () => {
  const found = against((_, to) => to.kind === "test");
  expect(found, "Move what is shared out of test/, or the test into it.").toEqual([]);
});

test("packages meet at their names: no path leads into another package", () => {
  const found = across.filter(({ to, line }) => line.target.startsWith(`${to.folder}/`)).map(({ line }) => shown(line));
  expect(found, "Import what the package's index.ts exports, by the package's name.").toEqual([]);
});

test("pure packages import nothing of Node", () => {
  const found = imports.filter((line) => {
    const from = workspaceOf(line.file);
    return from !== undefined && isPure(from) && inSource(line) && line.target.startsWith("node:");
  });
  expect(found.map(shown), "Input, output and clock are arguments of a pure package.").toEqual([]);
});
