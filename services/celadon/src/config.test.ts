import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

test("traces go where OpenTelemetry's own variables say, and nowhere without them", () => {
  expect(readConfig({})).not.toHaveProperty("config.traces");
  expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: "" })).not.toHaveProperty("config.traces");
  const read = readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel:4318", OTEL_TRACES_SAMPLER_ARG: "0.05" });
  expect(read).toHaveProperty("config.traces", { endpoint: "http://otel:4318", ratio: 0.05 });
});

test("every fault is told at once, by its variable", () => {
  expect(
    readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: "otel:4318", OTEL_TRACES_SAMPLER_ARG: "5%", CELADON_LOG: "loud" }),
  ).toEqual({
    faults: [
      'CELADON_LOG is "loud": write one of debug, info, warn, error, silent.',
      'OTEL_EXPORTER_OTLP_ENDPOINT is "otel:4318": write an address such as http://127.0.0.1:4318.',
      'OTEL_TRACES_SAMPLER_ARG is "5%": write the share of traces to keep, from 0 to 1.',
    ],
  });
});
