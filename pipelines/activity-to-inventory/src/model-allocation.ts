import { Decimal } from "@celadon/quantity";
import { weightsOf } from "./allocation-weights.ts";
import type { Path } from "./fault.ts";
import type { AllocationRule, Flow } from "./plant-model.ts";
import type { AllocationDraft } from "./process-shape.ts";
import { numbersFor } from "./product-numbers.ts";
import type { Report } from "./report.ts";
import { unknownName } from "./unknown-name.ts";

/** Where the rule stands, and who is told. */
export interface AllocationWhere {
  readonly path: Path;
  readonly report: Report;
}

/**
 * How a process shares its burden. `makes`: its products that could be read; `names`: all of them.
 *
 *   mass        w = kg per unit of the product
 *   energy      w = kWh per unit of the product
 *   price       w = price per unit of the product
 *   efficiency  w = kWh per unit of the product / reference efficiency of making it alone
 *   share of i  = wᵢ amountᵢ / Σ w amount, or the stated shares, which sum to exactly 1
 *
 * `prices`, `energy` and `references` beside another method are checked alike and kept, as `others`. `over: month` stands with one
 * product too: its users share it.
 */
export function allocationOf(
  draft: AllocationDraft | undefined,
  {
    makes,
    names,
    process,
  }: { readonly makes: readonly Flow[]; readonly names: readonly string[]; readonly process: string },
  report: Report,
): AllocationRule | undefined {
  const where = { path: ["processes", process, "allocation"], report };
  if (draft === undefined) {
    if (names.length <= 1) return { method: "none" };
    report.say(["processes", process, "makes"], {
      problem: `"${process}" makes ${names.length} products (${names.join(", ")}) and does not say how they share its burden.`,
      fix: "Add `allocation`: mass, energy, price, efficiency or shares.",
    });
    return undefined;
  }
  const { method, over: time, why, ...numbers } = draft;
  const over = time === "month" ? { over: time } : {};
  const said = why === undefined ? {} : { why };
  if (names.length === 1) {
    if (time !== "month" || method !== undefined || Object.keys(numbers).length > 0) {
      report.say(where.path, {
        severity: "warning",
        problem: `"${process}" makes one product: there is nothing to share among products.`,
        fix: time === "month" ? "Leave only `over` there." : "Take the allocation out.",
      });
    }
    return time === "month" ? { method: "none", ...over, ...said } : { method: "none" };
  }
  if (method === undefined) {
    report.say(where.path, {
      problem: `"${process}" makes ${names.length} products (${names.join(", ")}) and does not say by what they share its burden.`,
      fix: "Add `method`: mass, energy, price, efficiency or shares.",
    });
    return undefined;
  }
  judgeShares(draft.shares, method, where);
  judgeNames(draft, names, where);
  const ways = weightsOf({ ...draft, method }, makes, { names, where });
  const others = ways.filter((way) => way.method !== method);
  const beside = {
    ...(others.length === 0 ? {} : { others }),
    ...said,
    ...over,
  };
  if (method === "shares") {
    const shares = numbersFor(draft.shares, { key: "shares", names, where });
    if (shares === undefined) return undefined;
    judgeSum(shares, where);
    return { method, shares: [...shares].map(([product, value]) => ({ product, value })), ...beside };
  }
  const used = ways.find((way) => way.method === method);
  return used === undefined || used.weights.length < makes.length ? undefined : { ...used, ...beside };
}

/** Numbers of another method serve as sensitivities; shares do not, because they look like the rule itself. */
function judgeShares(shares: AllocationDraft["shares"], method: string, { path, report }: AllocationWhere): void {
  if (shares === undefined || method === "shares") return;
  report.say([...path, "shares"], {
    problem: `"shares" has no meaning where burden is shared by ${method}.`,
    fix: "Take it out, or change the method.",
  });
}

/** Every name under the rule is a product of the process. */
function judgeNames(draft: AllocationDraft, names: readonly string[], { path, report }: AllocationWhere): void {
  for (const key of ["shares", "prices", "energy", "references"] as const) {
    for (const { name } of draft[key] ?? []) {
      if (names.includes(name)) continue;
      const complaint = unknownName("Product", name, names, "Name a product of this process.");
      report.say([...path, key, name], { isName: true, ...complaint });
    }
  }
}

function judgeSum(shares: ReadonlyMap<string, string>, { path, report }: AllocationWhere): void {
  const sum = [...shares.values()].reduce((total, share) => total.plus(share), new Decimal(0));
  if (sum.equals(1)) return;
  report.say([...path, "shares"], {
    problem: `The shares sum to ${sum.toFixed()}, not to exactly 1.`,
    fix: "Shares that sum to less lose burden, to more count it twice: correct one of them.",
  });
}
