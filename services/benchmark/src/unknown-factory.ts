import { didYouMean } from "@celadon/quantity";
import { type Caller, comparesAll, reaches, refuse } from "@celadon/runtime";

/** The refusal of a factory of which there is no indicator at all. Of those that are known a caller hears of their own only. */
export function unknownFactory(factory: string, known: readonly string[], caller: Caller | "anybody"): Error {
  const told = caller === "anybody" || comparesAll(caller) ? known : known.filter((name) => reaches(caller, name));
  return refuse({
    status: 404,
    code: "unknown-factory",
    message: `There is no figure of a factory "${factory}".${didYouMean(factory, told)} celadon plant list shows the factories, celadon indicators the figures.`,
  });
}
