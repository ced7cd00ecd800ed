import { join } from "node:path";
import { expect, test } from "vitest";
import { configInTest } from "../config-in-test.ts";
import { runInTest } from "../run-in-test.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "..");
const config = () => configInTest({ dataFolder: join(folder, ".celadon"), httpPort: 8470, grpcPort: 8471 });

function running(failed: Promise<never> = new Promise(() => undefined)) {
  let stops = 0;
  const local = { url: "http://127.0.0.1:8470", port: 8470, token: undefined };
  const stop = async () => void stops++;
  const serve = async () => ({ url: "http://127.0.0.1:8470", httpPort: 8470, grpcPort: 8471, local, failed, stop });
  return { serve, stops: () => stops };
}

test("the start screen says where everything is and what to try", async () => {
  const { serve, stops } = running();
  const given = { folder, config, serve, asksToStop: async () => undefined };
  const { code, printed } = await runInTest(["start", "--no-demo"], {}, given);
  expect(code).toBe(0);
  expect(stops()).toBe(1);
  expect(printed.replaceAll(folder, "/clone").replaceAll(/^ {2}cd .*$/gm, "  cd /clone")).toMatchInlineSnapshot(`
    "
    Celadon is ready. It listens on this machine only.

      Status page   http://127.0.0.1:8470
      HTTP          http://127.0.0.1:8470/v1
      gRPC          127.0.0.1:8471
      Data folder   /clone/.celadon

    Try next, in a second terminal:

      cd /clone
      npx celadon ingest test/data/Steel_industry_data.csv --plant test/data/plants/steel-2018.yaml
      npx celadon footprint list
      npx celadon explain --factory gwangyang-steel

    Ctrl-C stops it; the next start goes on from the data folder.
    "
  `);
});

test("a data folder elsewhere is named in what to try, with its blanks quoted", async () => {
  const { serve } = running();
  const elsewhere = () => ({ ...config(), dataFolder: "/srv/my data" });
  const { printed } = await runInTest(
    ["start", "--no-demo"],
    {},
    { folder, config: elsewhere, serve, asksToStop: async () => undefined },
  );
  expect(printed).toContain("  export CELADON_DATA='/srv/my data'\n  npx celadon ingest");
});

test("a part that stops by itself stops the whole, and that is a failure", async () => {
  const { serve, stops } = running(Promise.reject(new Error("The disk is full: make room.")));
  const given = { folder, config, serve, asksToStop: () => new Promise<void>(() => undefined) };
  const { code, noted } = await runInTest(["start", "--no-demo"], {}, given);
  expect(code).toBe(1);
  expect(stops()).toBe(1);
  expect(noted).toContain("celadon: The disk is full: make room.\n");
});

test("a taken port is one sentence", async () => {
  const serve = async () => {
    throw new Error(
      "Port 8470 of 127.0.0.1 is taken: stop what listens there, or set CELADON_HTTP_PORT to another port.",
    );
  };
  const { code, printed, noted } = await runInTest(["start", "--no-demo"], {}, { folder, config, serve });
  expect({ code, printed }).toEqual({ code: 1, printed: "" });
  expect(noted).toBe(
    "celadon: Port 8470 of 127.0.0.1 is taken: stop what listens there, or set CELADON_HTTP_PORT to another port.\n",
  );
});
