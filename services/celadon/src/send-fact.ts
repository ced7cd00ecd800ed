import { askJson, type Service } from "./service.ts";

/** A declared fact in the words of the interface: what is absent is left out. */
export type Fact = Readonly<Record<string, string | undefined>>;

/** Sends one declared fact; the answer has its key. */
export const sendFact = (service: Service, fact: Fact): Promise<{ readonly id: string }> =>
  askJson<{ readonly id: string }>(service, {
    method: "POST",
    path: "/v1/declarations",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fact),
  });
