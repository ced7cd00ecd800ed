import { ServerError, type ServerMiddleware, Status } from "nice-grpc";
import {
  BadRequest,
  type ErrorDetails,
  ErrorInfo,
  PreconditionFailure,
  ResourceInfo,
  RetryInfo,
  RichServerError,
} from "nice-grpc-error-details";
import type { Log } from "./log.ts";
import { bugMessage, type Refusal, refusalOf } from "./refuse.ts";

const codes: Readonly<Record<number, Status>> = {
  400: Status.INVALID_ARGUMENT,
  401: Status.UNAUTHENTICATED,
  403: Status.PERMISSION_DENIED,
  404: Status.NOT_FOUND,
  409: Status.FAILED_PRECONDITION,
  410: Status.OUT_OF_RANGE,
  412: Status.ABORTED,
  413: Status.RESOURCE_EXHAUSTED,
  415: Status.INVALID_ARGUMENT,
  422: Status.FAILED_PRECONDITION,
  429: Status.RESOURCE_EXHAUSTED,
  501: Status.UNIMPLEMENTED,
  503: Status.UNAVAILABLE,
};
const retryMs = 1_000;

/** Details travel in a trailer, and clients take some 8 KiB of those: so much of a long list is told. */
const violationsBytesMax = 4_096;
const messageLengthMax = 1_500;

/**
 * Answers refusals (`refuse`) with the standard codes and details; a bug is logged and answered INTERNAL, without internals.
 *
 * Details: always `ErrorInfo`, whose reason is the stable code; `BadRequest` where the refusal lists faults,
 * `ResourceInfo` for what is not there, `PreconditionFailure` for what does not fit, `RetryInfo` for what passes.
 */
export const grpcRefusals = (notes: Log): ServerMiddleware =>
  async function* answerRefusals(call, context) {
    try {
      return yield* call.next(call.request, context);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined) throw richErrorOf(refusal);
      if (error instanceof ServerError || context.signal.aborted) throw error; // said in gRPC's own words, or nobody listens
      notes.error({ err: error, method: call.method.path }, "a call failed");
      throw new ServerError(Status.INTERNAL, bugMessage);
    }
  };

function richErrorOf(refusal: Refusal): RichServerError {
  const code = codes[refusal.status] ?? Status.INTERNAL;
  const message =
    refusal.message.length > messageLengthMax ? `${refusal.message.slice(0, messageLengthMax)} ...` : refusal.message;
  const reason = ErrorInfo.fromPartial({ reason: refusal.code, domain: "celadon" });
  return new RichServerError(code, message, [reason, ...detailsOf(code, message, refusal)]);
}

function detailsOf(code: Status, message: string, { code: reason, details }: Refusal): readonly ErrorDetails[] {
  switch (code) {
    case Status.INVALID_ARGUMENT:
      return Array.isArray(details) ? [BadRequest.fromPartial({ fieldViolations: [...violationsOf(details)] })] : [];
    case Status.NOT_FOUND:
      return [ResourceInfo.fromPartial({ resourceType: reason.replace(/^unknown-/, ""), description: message })];
    case Status.FAILED_PRECONDITION: {
      const listed = Array.isArray(details) ? violationsOf(details) : [];
      const all = listed.length === 0 ? [{ field: "", description: message }] : listed;
      const violations = all.map(({ field, description }) => ({ type: reason, subject: field, description }));
      return [PreconditionFailure.fromPartial({ violations })];
    }
    case Status.UNAVAILABLE:
    case Status.RESOURCE_EXHAUSTED:
      return [RetryInfo.fromPartial({ retryDelay: { seconds: Math.floor(retryMs / 1000), nanos: 0 } })];
    default:
      return [];
  }
}

interface Violation {
  readonly field: string;
  readonly description: string;
}

/** Faults as HTTP lists them, `{path?, line?, problem, fix?}`; what is a warning there is no violation. */
function violationsOf(faults: readonly unknown[]): readonly Violation[] {
  const all = faults.flatMap(violationOf);
  let bytes = 0;
  const told = all.filter(({ field, description }) => {
    bytes += Buffer.byteLength(field) + Buffer.byteLength(description);
    return bytes <= violationsBytesMax;
  });
  const left = all.length - told.length;
  return left === 0 ? told : [...told, { field: "", description: `And ${left} more: mend these first.` }];
}

function violationOf(fault: unknown): readonly Violation[] {
  if (typeof fault !== "object" || fault === null || !("problem" in fault)) return [];
  const { path, line, problem, fix, severity } = fault as Readonly<Record<string, unknown>>;
  if (severity === "warning") return [];
  const at = typeof line === "number" && line > 0 ? `line ${line}: ` : "";
  const field = typeof path === "string" ? path : "";
  return [{ field, description: `${at}${String(problem)}${fix === undefined ? "" : ` ${String(fix)}`}` }];
}
