import { type ClientError, Status } from "nice-grpc";
import { BadRequest, ErrorInfo, RichClientError } from "nice-grpc-error-details";

/** What a call failed with: the name of gRPC's code, our own code, the sentence, and the fields at fault. */
export async function errorOf(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    const { code, details } = error as ClientError; // a test that meets another error fails on the undefined code
    const extra = error instanceof RichClientError ? error.extra : [];
    const reason = extra.find((detail): detail is ErrorInfo => detail.$type === ErrorInfo.$type)?.reason;
    const violations = extra.find((detail): detail is BadRequest => detail.$type === BadRequest.$type)?.fieldViolations;
    return { code: Status[code], reason, message: details, fields: violations?.map(({ field }) => field) };
  }
  throw new Error("The call was answered.");
}

/** All of a stream that ends. */
export async function allOf<Item>(stream: AsyncIterable<Item>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
}
