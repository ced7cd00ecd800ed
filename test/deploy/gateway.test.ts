import * as proto from "@celadon/proto";
import { expect, test } from "vitest";
import { gatewayRoutes } from "./gateway-routes.ts";
import { parts } from "./parts.ts";

test("the scan sees the first and the last route of a part, and those of a part that takes its time to declare them", () => {
  expect(parts["certificate"]?.routes).toEqual(expect.arrayContaining(["POST /v1/certificates", "POST /v1/issuer"]));
  expect(parts["ledger"]?.routes).toEqual(expect.arrayContaining(["GET /v1/readings", "POST /v1/declarations"]));
});

test("the gateway's tables say what the parts say", async () => {
  await expect(gatewayRoutes()).toMatchFileSnapshot("../../deploy/gateway/processes.conf.template");
});

test("no route and no service is answered by two processes", () => {
  const all = Object.values(parts).flatMap(({ routes, services }) => [...routes, ...services]);
  expect(all.filter((one, i) => all.indexOf(one) !== i)).toEqual([]);
});

test("every service of the contracts is answered by a process", () => {
  const declared = Object.entries(proto).flatMap(([name, value]) =>
    name.endsWith("ServiceDefinition") && typeof value === "object" && "fullName" in value ? [value.fullName] : [],
  );
  expect(declared).toContain("celadon.telemetry.v1.TelemetryService");
  expect(declared.toSorted()).toEqual(
    Object.values(parts)
      .flatMap(({ services }) => services)
      .toSorted(),
  );
});
