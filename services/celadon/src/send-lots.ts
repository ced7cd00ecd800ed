import { type Ask, askJson, type Service } from "./service.ts";

/** One lot as the interface takes it; instants with their offset. */
export interface LotToSend {
  readonly product?: string;
  readonly name?: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly quantity?: string;
  readonly unit?: string | undefined;
  readonly key?: string | undefined;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly withdrawn?: true;
}

interface Sender {
  readonly factory: string;
  readonly who: string;
  readonly why: string;
}

export interface SentLots {
  readonly stored: number;
  readonly unchanged: number;
  readonly lots: readonly { readonly id: string; readonly name: string }[];
}

/** Declares lots of one factory, all or none. */
export function sendLots(service: Service, sender: Sender, lots: readonly LotToSend[]): Promise<SentLots> {
  const question: Ask = {
    method: "POST",
    path: "/v1/lots",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...sender, lots }),
  };
  return askJson<SentLots>(service, question);
}
