import { directImpacts } from "@celadon/inventory-to-footprint/systems";
import { and, atMost, type Figure } from "../figure.ts";
import { e1, e2 } from "./background-system.ts";
import { accepted, bestMs, solverOn, systemOf } from "./measured.ts";
import { peerAdjointOn, peerOn } from "./peer.ts";

/** The footprint of the product in the middle, by the first method, as bw2calc and UMFPACK have it too. */
const known = [
  { spec: e1, value: 2.06503354809 },
  { spec: e2, value: 2.83281233593 },
] as const;

function areKnown(): boolean {
  return known.every(({ spec, value }) => {
    const system = systemOf(spec, 1);
    const { values } = accepted(solverOn(system).adjoint(directImpacts(system, [0])));
    return Math.abs((values[spec.n >> 1] as number) / value - 1) < 1e-11;
  });
}

/** Every product's footprint by one method, residual and proven bound included, beside bw2calc's time for one product once it has factorised. */
export async function lcaFootprints(scale: number): Promise<Figure> {
  const system = systemOf(e1, scale);
  const solver = solverOn(system);
  const q = directImpacts(system, [0]);
  const ours = bestMs(15, () => accepted(solver.adjoint(q)));
  const { values, sweeps, errorBound } = accepted(solver.adjoint(q));
  const peer = peerOn(system);
  const middle = values[system.products.length >> 1] as number;
  const apart = Math.abs(middle / peer.check - 1);
  return and(
    atMost(1 / 3, {
      name: "lca-footprints",
      ours,
      reference: peer.oneProductMs,
      unit: "ms",
      details: { products: system.products.length, sweeps, errorBound, apart, peerFactoriseS: peer.factoriseS },
    }),
    apart < 1e-10 && (scale < 1 || areKnown()),
    "the same figure as the peer's to 1e-10",
  );
}

/** The same beside bw2calc's own way to all products, which it factorises for each time. */
export async function lcaAdjoint(scale: number): Promise<Figure> {
  const system = systemOf(e1, scale);
  const solver = solverOn(system);
  const q = directImpacts(system, [0]);
  const ours = bestMs(15, () => accepted(solver.adjoint(q)));
  const { values } = accepted(solver.adjoint(q));
  const peer = peerAdjointOn(system);
  const apart = Math.abs((values[system.products.length >> 1] as number) / peer.check - 1);
  return and(
    atMost(1 / 200, {
      ...{ name: "lca-adjoint", ours, reference: peer.adjointMs, unit: "ms" },
      details: { products: system.products.length, apart },
    }),
    apart < 1e-10,
    "the same figure as the peer's to 1e-10",
  );
}

/** 25 methods at once, beside one. */
export async function lcaMethods(scale: number): Promise<Figure> {
  const system = systemOf(e1, scale);
  const solver = solverOn(system);
  const [one, all] = [
    directImpacts(system, [0]),
    directImpacts(
      system,
      system.methods.map((_, m) => m),
    ),
  ];
  const reference = bestMs(15, () => accepted(solver.adjoint(one)));
  const ours = bestMs(7, () => accepted(solver.adjoint(all)));
  return atMost(16, { name: "lca-methods", ours, reference, unit: "ms", details: { methods: all.count } });
}

/** 200,000 processes, beside 20,000, by turns. */
export async function lcaLarge(scale: number): Promise<Figure> {
  const [small, large] = [e1, { ...e1, n: 10 * e1.n }].map((spec) => {
    const system = systemOf(spec, scale);
    const solver = solverOn(system);
    const q = directImpacts(system, [0]);
    return () => accepted(solver.adjoint(q));
  }) as [() => unknown, () => unknown];
  let [ours, reference] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 4; round++) {
    reference = Math.min(reference, bestMs(5, small));
    ours = Math.min(ours, bestMs(3, large));
  }
  return atMost(15, {
    name: "lca-large",
    ours,
    reference,
    unit: "ms",
    details: { products: 10 * Math.round(e1.n * scale) },
  });
}
