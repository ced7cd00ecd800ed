import type { Lifecycle } from "@celadon/footprinter";
import { type CalculateResponse, Footprint, type Inventory } from "@celadon/proto";
import { expect, test } from "vitest";
import { declared, electricity, makes, smallInventory } from "./small-inventory.ts";

export type OpenLifecycle = () => Promise<{ readonly lifecycle: Lifecycle } & AsyncDisposable>;

/** What every adapter of the life-cycle port keeps. `twin` is the engine itself: an adapter adds nothing and loses nothing. */
export function lifecycleContract(adapter: string, open: OpenLifecycle, twin: Lifecycle): void {
  const answer = async (inventory: Inventory): Promise<CalculateResponse> => {
    await using opened = await open();
    const outcome = await opened.lifecycle.calculate(inventory);
    if (outcome.kind !== "accept") throw new Error(outcome.evidence);
    return outcome.value;
  };
  const bytes = ({ footprints }: CalculateResponse) => footprints.map((one) => Footprint.encode(one).finish());

  test(`${adapter}: the figure is the one worked out by hand`, async () => {
    const { footprints, refusals } = await answer(smallInventory());
    expect(refusals).toEqual([]);
    expect(footprints).toMatchObject([{ total: "394698.578823", status: "complete", declaredUnit: "year" }]);
  });

  test(`${adapter}: footprints come byte for byte as the engine makes them, in the order of declaration`, async () => {
    const inventory = smallInventory({
      processes: [
        makes("boiler", "steam", "7", [{ product: "year of operation", amount: "0.25", unit: "year", sources: [] }]),
        makes("works", "year of operation", "3", [{ product: "steam", amount: "2", unit: "year", sources: [] }]),
      ],
      lines: [electricity("works", "959636.71"), electricity("boiler", "0.000001")],
      products: [declared("steam", "boiler"), declared("year of operation", "works")],
    });
    const expected = await twin.calculate(inventory);
    if (expected.kind !== "accept") throw new Error(expected.evidence);
    const heard = await answer(inventory);
    expect(heard.footprints.map(({ product }) => product)).toEqual(["steam", "year of operation"]);
    expect(bytes(heard)).toEqual(bytes(expected.value));
    expect(heard).toEqual(expected.value);
  });

  test(`${adapter}: what is unknown stays unknown on the way: no total, and the gap beside it`, async () => {
    const gap = { kind: "missing-time", where: "works/electricity", reason: "The meter was off.", excused: false };
    const { footprints } = await answer(smallInventory({ lines: [electricity("works", "")], gaps: [gap] }));
    expect(footprints[0]?.status).toBe("incomplete");
    expect(footprints[0]?.total).toBeUndefined();
    expect(footprints[0]?.gaps).toMatchObject([gap]);
  });

  test(`${adapter}: a product without an answer is refused by name, its neighbours are not`, async () => {
    const { footprints, refusals } = await answer(
      smallInventory({
        processes: [makes("works", "year of operation", "1"), makes("idle", "nothing", "0")],
        products: [declared("year of operation", "works"), declared("nothing", "idle")],
      }),
    );
    expect(footprints.map(({ product }) => product)).toEqual(["year of operation"]);
    expect(refusals).toMatchObject([{ product: "nothing", reason: "no-production" }]);
  });

  test(`${adapter}: an inventory that contradicts itself is refused, with every sentence`, async () => {
    await using opened = await open();
    const inventory = smallInventory({
      reach: "某时",
      lines: [electricity("nowhere", "1"), electricity("works", "much")],
    });
    const outcome = await opened.lifecycle.calculate(inventory);
    expect(outcome).toEqual(await twin.calculate(inventory));
    expect(outcome).toMatchObject({ kind: "reject", reason: "contradictory-inventory" });
    expect(outcome.kind === "accept" ? [] : outcome.evidence.split("\n")).toHaveLength(3);
  });

  test(`${adapter}: asked twice at once, it answers the same twice`, async () => {
    await using opened = await open();
    const [one, two] = await Promise.all([
      opened.lifecycle.calculate(smallInventory()),
      opened.lifecycle.calculate(smallInventory()),
    ]);
    expect(one).toEqual(two);
  });
}
