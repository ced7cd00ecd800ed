import { ClientError, Status } from "nice-grpc";

/** A call that nobody answered in time, as an error that `waitReason` knows; undefined for what was answered. */
export const awayError = (error: unknown): Error | undefined =>
  error instanceof ClientError && (error.code === Status.UNAVAILABLE || error.code === Status.DEADLINE_EXCEEDED)
    ? Object.assign(new Error(`${error.path}: ${error.details}`, { cause: error }), { code: "GRPC_AWAY" })
    : undefined;
