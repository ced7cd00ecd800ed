import type { Declaration } from "@celadon/proto";
import { instantText } from "@celadon/quantity";

const kindOf = {
  acceptance: "accept",
  rejection: "reject",
  registerReset: "reset",
  meterReplacement: "replacement",
  multiplierChange: "multiplier",
  withdrawal: "withdraw",
} as const;

/** A declared fact, as the interfaces give it. */
export function declarationRow({ factory, channel, key, revision, atMs, fact, who, declaredMs, why }: Declaration) {
  const { toMs, ...values } = { toMs: undefined, ...fact?.value };
  return {
    id: key,
    factory,
    channel,
    kind: fact === undefined ? "unknown" : kindOf[fact.$case],
    at: instantText(Number(atMs)),
    ...(toMs === undefined ? {} : { to: instantText(Number(toMs)) }),
    ...values,
    revision,
    who,
    why,
    declaredAt: instantText(Number(declaredMs)),
  };
}
