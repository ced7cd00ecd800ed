import { ErrorInfo, RichClientError } from "nice-grpc-error-details";

/** What a Celadon server refused a call with: its stable code and its sentence. Undefined for any other error of a call. */
export function refusalFrom(error: unknown): { readonly code: string; readonly message: string } | undefined {
  if (!(error instanceof RichClientError)) return undefined;
  const info = error.extra.find((detail): detail is ErrorInfo => detail.$type === ErrorInfo.$type);
  return info?.domain === "celadon" ? { code: info.reason, message: error.details } : undefined;
}
