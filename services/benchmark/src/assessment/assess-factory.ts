import { answerFaults, assess, type MonthSpan, type Scheme } from "@celadon/footprint-to-ranking";
import type { Assessment, CriterionAnswer } from "@celadon/proto";
import { type Caller, comparesAll, refuse, type Store } from "@celadon/runtime";
import { knownFactories } from "../known-factories.ts";
import { factoriesFor } from "../seen-by.ts";
import { unknownFactory } from "../unknown-factory.ts";
import { readAnswers } from "./check-answers.ts";
import { checkScheme } from "./check-scheme.ts";
import { chosenProduct } from "./chosen-product.ts";
import { factoryFigures } from "./factory-figures.ts";
import { factoryProducts, type ProductIndicator } from "./factory-products.ts";
import { schemeCalled } from "./scheme-called.ts";

/** What an assessment is asked of. */
export interface AssessmentQuestion {
  readonly factory: string;
  /** Empty: the one that is measured. */
  readonly product: string;
  /** Undefined: those of the answers file, else the last twelve whole months that the product has. */
  readonly months: MonthSpan | undefined;
  /** The name of a known scheme, or the text of the asker's own. */
  readonly scheme: { readonly name: string } | { readonly text: string };
  /** One by one, or as the text of a file. */
  readonly answers: readonly CriterionAnswer[] | { readonly text: string };
  /** Who asks: a plant is told of its own factory only. */
  readonly caller: Caller;
}

/**
 * A factory against a scheme, by what is measured and by what is declared. Refused: an unknown scheme, factory or product; faults
 * in a scheme or in answers, all at once; several products without a choice; a factory without a figure in any month; one that is
 * not the caller's.
 */
export async function assessFactory(
  store: Store,
  schemes: readonly Scheme[],
  question: AssessmentQuestion,
): Promise<Assessment> {
  const { factory, caller } = question;
  factoriesFor(caller, [factory]);
  const scheme = schemeFor(caller, schemeOf(question.scheme, schemes), schemes);
  if (factory === "") throw refuse({ status: 400, code: "bad-request", message: "Which factory is to be assessed?" });
  const all = await factoryProducts(store, factory, undefined);
  if (all.length === 0) throw unknownFactory(factory, await knownFactories(store), caller);
  const { product, declaredUnit, timeZone } = chosenProduct(factory, all, question.product);
  const { answers, period } = answersOf(question, { factory, scheme, declaredUnit, months: question.months });
  const months = question.months ?? period ?? lastMonths(all.filter((row) => row.product === product));
  const figures = await factoryFigures(store, { factory, product, months });
  return assess(scheme, { factory, product, declaredUnit, timeZone, months, ...figures }, answers);
}

/**
 * A scheme of one's own may set leading values by as few peers as it likes, and of two peers the best is the other one. So for a
 * plant it takes no fewer than the installed schemes do.
 */
const schemeFor = (caller: Caller, scheme: Scheme, installed: readonly Scheme[]): Scheme =>
  comparesAll(caller)
    ? scheme
    : { ...scheme, peersLeast: Math.max(scheme.peersLeast, ...installed.map(({ peersLeast }) => peersLeast)) };

function schemeOf(wanted: AssessmentQuestion["scheme"], schemes: readonly Scheme[]): Scheme {
  if ("name" in wanted) {
    const called = schemeCalled(wanted.name, schemes);
    if ("scheme" in called) return called.scheme;
    throw refuse({ status: 404, code: "unknown-scheme", message: called.problem });
  }
  const { scheme, faults } = checkScheme(wanted.text);
  if (scheme === undefined) throw faulty("scheme", faults);
  return scheme;
}

type Asked = Parameters<ReturnType<typeof readAnswers>["faultsFor"]>[0];

function answersOf({ answers }: AssessmentQuestion, asked: Asked) {
  if (!("text" in answers)) {
    const faults = answerFaults(answers, asked);
    const told = faults.map(({ index, field, problem, fix }) => ({
      path: `answers[${index}]${field === undefined ? "" : `.${field}`}`,
      ...{ problem, fix },
    }));
    if (told.length > 0) throw faulty("answers", told);
    return { answers, period: undefined };
  }
  const file = readAnswers(answers.text);
  const faults = file.faultsFor(asked);
  if (faults.length > 0) throw faulty("answers", faults);
  return { answers: file.answers, period: file.period };
}

function faulty(what: "scheme" | "answers", details: readonly unknown[]) {
  const count = details.length === 1 ? "1 fault" : `${details.length} faults`;
  const message = `There ${details.length === 1 ? "is" : "are"} ${count} in the ${what}: mend the lines named, then ask again.`;
  return refuse({ status: 400, code: `${what}-faults`, message, details });
}

function lastMonths(rows: readonly ProductIndicator[]): MonthSpan {
  const known = rows.filter(({ end }) => end > 0);
  if (known.length === 0) {
    const message = "No whole month of the product has a figure yet: celadon indicators says why.";
    throw refuse({ status: 409, code: "nothing-to-assess", message });
  }
  const end = Math.max(...known.map((row) => row.end));
  return { first: Math.max(end - 12, Math.min(...known.map((row) => row.first))), end };
}
