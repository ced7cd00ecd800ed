import { expect, test } from "vitest";
import { displayWidth } from "./display-width.ts";
import { printTable } from "./print-table.ts";
import { recordingShell } from "./run-in-test.ts";

const columns = [
  { head: "NAME", of: ({ name }: { name: string; amount: number }) => name },
  { head: "kWh", of: ({ amount }: { amount: number }) => `${amount}`, isFigure: true },
];

test("columns line up, figures on the right, Chinese letters as the two columns they take", async () => {
  const { shell, printed } = recordingShell();
  await printTable(shell, columns, [
    { name: "光阳钢铁厂", amount: 5 },
    { name: "mill", amount: 1234 },
  ]);
  expect(printed()).toMatchInlineSnapshot(`
    "NAME         kWh
    光阳钢铁厂     5
    mill        1234
    "
  `);
  expect([displayWidth("厂"), displayWidth("é"), displayWidth("e\u0301")]).toEqual([2, 1, 1]);
});

test("a list of 100,000 rows is printed in pieces, not gathered", async () => {
  let largest = 0;
  const print = async (piece: string | Uint8Array) => {
    largest = Math.max(largest, piece.length);
  };
  const { shell } = recordingShell({ print });
  const rows = function* () {
    for (let amount = 0; amount < 100_000; amount++) yield { name: "main", amount };
  };
  expect(await printTable(shell, columns, rows())).toBe(100_000);
  expect(largest).toBeLessThan(70_000);
});

test("no rows, no header", async () => {
  const { shell, printed } = recordingShell();
  expect(await printTable(shell, columns, [])).toBe(0);
  expect(printed()).toBe("");
});
