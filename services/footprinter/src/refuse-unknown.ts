import { didYouMean } from "@celadon/quantity";
import { type Caller, reaches, refuse, type Store } from "@celadon/runtime";
import { storedModels } from "./stored-models.ts";

/** Whose footprints somebody asked for. */
interface Names {
  readonly factory?: string | undefined;
  readonly product?: string | undefined;
}

/**
 * Refuses a factory without a plant model, and a product that no version of the models declares, with those that are near. An empty
 * list of footprints would say of a slip that there are none yet. A caller hears of their own factories only.
 */
export async function refuseUnknown(
  store: Store,
  { factory, product }: Names,
  caller: Pick<Caller, "factories">,
): Promise<void> {
  const models = (await storedModels(store)).filter(({ model }) => reaches(caller, model.factory));
  const own = models.filter(({ model }) => factory === undefined || model.factory === factory);
  if (factory !== undefined && own.length === 0) {
    const near = didYouMean(factory, new Set(models.map(({ model }) => model.factory)));
    const message = `No plant model of "${factory}" is applied.${near} celadon plant list shows them, celadon plant apply FILE adds one.`;
    throw refuse({ status: 404, code: "unknown-plant", message });
  }
  const products = [...new Set(own.flatMap(({ model }) => model.products.map(({ name }) => name)))].sort();
  if (product === undefined || products.length === 0 || products.includes(product)) return;
  const whose = factory === undefined ? "any plant" : `"${factory}"`;
  const made = factory === undefined ? "" : ` It makes ${products.join(", ")}.`;
  const message = `No product of ${whose} is called "${product}".${didYouMean(product, products)}${made}`;
  throw refuse({ status: 404, code: "unknown-product", message });
}
