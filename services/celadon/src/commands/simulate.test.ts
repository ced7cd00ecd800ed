import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readingsBetween } from "@celadon/simulator";
import { afterAll, expect, test } from "vitest";
import { runInTest } from "../run-in-test.ts";
import { shippedScenario } from "../shipped-scenario.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-simulate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scenario = shippedScenario("peer-tannery");
writeFileSync(join(folder, "meters.yaml"), "modbus: {}\n");
const fromMs = Date.parse("2025-12-31T16:00:00Z");
const toMs = Date.parse("2026-01-31T16:00:00Z");
const january = ["--from", "2026-01-01", "--to", "2026-02-01"];
const text = (factory = scenario.factory, seed = 1): string =>
  [...readingsBetween({ ...scenario, factory }, seed, fromMs, toMs)].map(({ ndjson }) => ndjson).join("");

const report = {
  request: "r",
  accepted: 372,
  quarantined: 0,
  rejected: 0,
  duplicates: 0,
  conflicts: 0,
  reasons: {},
  warnings: [],
  refused: [],
  refusedLeftOut: 0,
  refusedAt: "/v1/requests/r/refused",
};
const answers = { "POST /v1/readings": report, "GET /v1/status": { factories: [] } };
const simulate = (...more: readonly string[]) => ["simulate", "--scenario", "peer-tannery", ...more];

test("what the meters send in a month of the plant goes out as NDJSON, and the answer is printed", async () => {
  const { code, asked, printed } = await runInTest(simulate(...january), answers);
  expect(code).toBe(0);
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /v1/readings"]);
  expect(asked[0]?.headers["content-type"]).toBe("application/x-ndjson");
  expect(String(asked[0]?.body)).toBe(text());
  expect(printed).toContain(
    "peer-tannery, seed 1, from 2026-01-01T00:00:00+08:00 to 2026-02-01T00:00:00+08:00: 372 readings",
  );
});

test("--print sends nothing, --factory and --seed decide", async () => {
  const ran = await runInTest(simulate(...january, "--print", "--factory", "mine", "--seed", "7"), {});
  expect(ran).toMatchObject({ code: 0, asked: [] });
  expect(ran.printed).toBe(text("mine", 7));
});

test("--truth writes what really happened", async () => {
  const { noted } = await runInTest(simulate(...january, "--print", "--truth", "truth.json"), {}, { folder });
  expect(noted).toContain("Wrote the truth to truth.json.");
  const truth = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8"));
  expect(truth).toMatchObject({
    factory: "peer-tannery",
    seed: 1,
    from: "2025-12-31T16:00:00Z",
    to: "2026-01-31T16:00:00Z",
  });
  expect(truth.channels[0].hours).toHaveLength(744);
});

test("without --from it goes on three days before its last reading", async () => {
  const status = { factories: [{ factory: "peer-tannery", lastReading: "2026-01-20T16:00:00Z" }] };
  const { asked, noted } = await runInTest(simulate("--to", "2026-02-01"), { ...answers, "GET /v1/status": status });
  expect(noted).toContain("peer-tannery: goes on from 2026-01-18T00:00:00+08:00");
  expect(String(asked[1]?.body)).toMatch(/^\{"factory":"peer-tannery","channel":"areaM2","at":"2026-01-17T16:00:00Z"/);
});

test("a live plant goes on until it is asked to stop", async () => {
  const live = simulate("--live", "--from", "2026-01-01", "--speed", "86400000");
  const { code, asked } = await runInTest(live, answers, { asksToStop: () => wait(1_500) });
  expect(code).toBe(0);
  expect(asked.length).toBeGreaterThan(0);
  expect(text().startsWith(String(asked[0]?.body).slice(0, 100))).toBe(true);
});

test("what is not acknowledged is sent again, the same bytes", async () => {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(Buffer.concat(await request.toArray()).toString());
    if (bodies.length === 1) request.socket.destroy();
    else if (bodies.length === 2) {
      response.writeHead(503).end(JSON.stringify({ error: { code: "stalled", message: "The disk is full." } }));
    } else response.end(JSON.stringify(report));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  const openService = async () => ({ url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => undefined });
  const { code, noted } = await runInTest(simulate(...january), {}, { openService });
  server.closeAllConnections();
  await once(server.close(), "close");
  expect(code).toBe(0);
  expect(bodies).toEqual([text(), text(), text()]);
  expect(noted).toContain("Sending the same again until it is taken");
});

test("a refusal that stays ends it with its sentence", async () => {
  const refuse = { refuse: 400, error: { code: "bad", message: "No." } };
  const { code, noted, asked } = await runInTest(simulate(...january), { ...answers, "POST /v1/readings": refuse });
  expect({ code, noted, asked: asked.length }).toEqual({ code: 1, noted: "celadon: No.\n", asked: 1 });
});

test("a sentence about many readings is said once, and rejected ones end with 1", async () => {
  const line = { line: 1, verdict: "rejected", reason: "bad-value", evidence: "It is bad." };
  const bad = {
    ...report,
    rejected: 2,
    reasons: { "bad-value": 2 },
    warnings: [],
    refused: [line, { ...line, line: 2 }],
  };
  const { code, printed } = await runInTest(simulate(...january), { ...answers, "POST /v1/readings": bad });
  expect(code).toBe(1);
  expect(printed.match(/It is bad\./g)).toHaveLength(1);
  expect(printed).toContain("By reason: bad-value 2");
});

test.each([
  [
    ["--scenario", "tanery"],
    'No scenario is called "tanery". Did you mean "tannery"? Take board-mill, peer-board-mill, peer-tannery, tannery, or a file that ends in .yaml.',
  ],
  [["--scenario", "none.yaml"], "There is no file none.yaml: check its name and the current directory."],
  [simulate("--seed", "x").slice(1), "--seed x is no whole number: write one such as 7."],
  [["--seed", "1"], "Say what is simulated: --scenario NAME, or --plant FILE, and not both."],
  [
    simulate("--as", "hj212").slice(1),
    "Name the meters file whose devices are played: --meters FILE, or CELADON_METERS.",
  ],
  [
    simulate("--as", "modbus", "--meters", "meters.yaml").slice(1),
    "A Modbus slave does not send, it is asked: say how fast its time goes with --speed, or --live.",
  ],
  [simulate("--live", "--speed", "0").slice(1), "--speed 0 is no number above 0: write 3600 for an hour a second."],
  [
    simulate("--to", "2099-01-01").slice(1),
    "--to lies in the future, and no meter sends before its time: add --live to wait, or --print.",
  ],
  [simulate("--from", "2026-02-01", "--to", "2026-01-01").slice(1), "--from is not before --to: swap them."],
  [simulate("--factory", "a|b").slice(1), '--factory "a|b" is no name: letters, digits, blanks and ._/()+-.'],
])("%j is wrong usage, and says what to do", async (options, sentence) => {
  const { code, noted } = await runInTest(["simulate", ...options], {}, { folder });
  expect(noted).toContain(sentence);
  expect(code).toBe(sentence.startsWith("There is no file") ? 1 : 2);
});

test("--as csv sends the same readings as CSV, header first", async () => {
  const { asked } = await runInTest(simulate(...january, "--as", "csv"), answers);
  expect(asked[0]?.headers["content-type"]).toBe("text/csv");
  const [header, first, ...more] = String(asked[0]?.body).split("\n");
  expect([header, first]).toEqual([
    "factory,channel,at,value,backfill",
    expect.stringMatching(/^peer-tannery,areaM2,2025-12-31T16:00:00Z,[\d.]+,$/),
  ]);
  expect(more).toHaveLength(372);
});

test("a meters file without a source of the factory is told so, and one is named by --source", async () => {
  const other = 'hj212:\n  listen: 127.0.0.1:1\n  stations:\n    gate: { mn: "1", factory: other }\n';
  writeFileSync(join(folder, "other.yaml"), other);
  const played = simulate(...january, "--as", "hj212", "--meters", "other.yaml");
  const { code, noted } = await runInTest(played, {}, { folder });
  expect(code).toBe(1);
  expect(noted).toContain('The meters file has no source of factory "peer-tannery" under "hj212"');
  const named = await runInTest([...played, "--source", "gate"], {}, { folder });
  expect(named.noted).toContain("The meters file has no place for areaM2");
});

test("a bad scenario file tells every fault by line", async () => {
  writeFileSync(join(folder, "bad.yaml"), "factory: a\ntimeZone: Mars\n");
  const { code, noted } = await runInTest(["simulate", "--scenario", "bad.yaml"], {}, { folder });
  expect(code).toBe(1);
  expect(noted).toContain('bad.yaml: line 2, column 11: "Mars" is no time zone.');
  expect(noted).toContain('bad.yaml: line 1, column 1: The file has no "shifts".');
});
