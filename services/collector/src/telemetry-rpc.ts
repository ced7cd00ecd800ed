import { TelemetryServiceDefinition } from "@celadon/proto";
import { type CallContext, inOrder, ownFactories, type Rpc, rpc } from "@celadon/runtime";
import { type Answer, openCall, refusedMax, type TelemetryCall, type TelemetryPorts } from "./take-request.ts";

/** Batches of one call that may be without an answer: then no further one is read, which holds the sender back. */
const unansweredMax = 8;

const sending = ownFactories("meter", "engineer");

/** Readings in over gRPC: many batches with one answer, or an answer for each. */
export const telemetryRpc = (ports: TelemetryPorts): Rpc =>
  rpc(
    TelemetryServiceDefinition,
    { sendReadings: sending, streamReadings: sending },
    {
      sendReadings: async (requests, context) => {
        let answer: Answer = noReadings;
        for await (const next of inOrder(requests, unansweredMax, begin(context, ports).take))
          answer = sum(answer, next);
        return answer;
      },
      streamReadings: (requests, context) => inOrder(requests, unansweredMax, begin(context, ports).take),
    },
  );

/** Opens a call and names it to the sender, who finds the refused rows of it at /v1/requests/<name>/refused. */
function begin(context: CallContext, ports: TelemetryPorts): TelemetryCall {
  const call = openCall({ origin: `grpc:${context.peer.replace(/:\d+$/, "")}`, caller: context.caller }, ports);
  context.header.set("celadon-request", call.request);
  return call;
}

const noReadings = {
  seq: 0n,
  position: "",
  counts: { accepted: 0n, quarantined: 0n, rejected: 0n, duplicate: 0n },
  refused: [],
  refusedLeftOut: 0n,
};

function sum(before: Answer, next: Answer): Answer {
  const refused = [...before.refused, ...next.refused].slice(0, refusedMax);
  const cut = before.refused.length + next.refused.length - refused.length;
  return {
    seq: next.seq,
    position: next.position === "" ? before.position : next.position,
    counts: {
      accepted: before.counts.accepted + next.counts.accepted,
      quarantined: before.counts.quarantined + next.counts.quarantined,
      rejected: before.counts.rejected + next.counts.rejected,
      duplicate: before.counts.duplicate + next.counts.duplicate,
    },
    refused,
    refusedLeftOut: before.refusedLeftOut + next.refusedLeftOut + BigInt(cut),
  };
}
