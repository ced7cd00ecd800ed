/** The files of a system folder, by name. */
export type SystemTexts = Readonly<Record<string, string>>;

// A tannery buys power and heat; the power plant burns coal and needs some power itself.
//   y(power) = 0.9 / (1 - 0.1) = 1,  y(heat) = 0.3,  y(leather) = 2 + 3 * 1 + 10 * 0.3 = 8
export const tanneryTexts: SystemTexts = {
  "A.mtx": "%%MatrixMarket matrix coordinate real general\n3 3 6\n1 1 1\n2 1 -3\n3 1 -10\n2 2 1\n2 2 -0.1\n3 3 1\n",
  "B.mtx": "%%MatrixMarket matrix coordinate real general\n2 3 4\n1 1 2\n1 2 0.9\n1 3 0.3\n2 1 40\n",
  "C.mtx": "%%MatrixMarket matrix coordinate integer general\n2 2 1\n1 1 1\n",
  "products.csv": "index,id,name,unit\n0,leather,Leather,m2\n1,power,Power,kWh\n2,heat,Heat,MJ\n",
  "processes.csv": "index,id,name,unit\n0,tanning,Tanning,\n1,plant,Power plant,\n2,boiler,Boiler,\n",
  "flows.csv": 'index,id,name,unit\n0,co2,"Carbon dioxide, fossil",kg\n1,water,Water,m3\n',
  "methods.csv": "index,id,name,unit\n0,gwp100,GWP100,kg CO2e\n1,scarcity,Water scarcity,m3 world\n",
  "uncertainty.csv":
    "matrix,row,col,distribution,p1,p2,p3,group\nB,0,0,normal,2,0.2,,\nB,0,1,uniform,0.6,1.2,,\nA,1,0,lognormal,3,1.05,,\n",
};

/**
 * A system of n processes that use each other at random, by a seed, everything lognormal. What a process takes is worth at most `worth`
 * of what it makes: from 1 on sweeps diverge, and the one loop has to be factorised.
 */
export function randomTexts(seed: number, n: number, { inputs = 6, worth = 0.8 } = {}): SystemTexts {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0; // mulberry32, public domain
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const A: string[] = [];
  const B: string[] = [];
  const spread: string[] = [];
  for (let j = 0; j < n; j++) {
    const own = 0.5 + next();
    A.push(`${j + 1} ${j + 1} ${own}`);
    const used = new Set<number>();
    for (let k = 0; k < inputs; k++) used.add(Math.floor(next() * n));
    used.delete(j);
    for (const i of used) {
      const amount = ((own * worth) / inputs) * (0.5 + 0.5 * next());
      A.push(`${i + 1} ${j + 1} ${-amount}`);
      spread.push(`A,${i},${j},lognormal,${amount},1.1,,`);
    }
    for (const flow of [0, 1 + (j % 3)]) {
      const amount = next();
      B.push(`${flow + 1} ${j + 1} ${amount}`);
      spread.push(`B,${flow},${j},lognormal,${amount},1.2,,`);
    }
  }
  const list = (letter: string, count: number, unit: string): string =>
    `index,id,name,unit\n${Array.from({ length: count }, (_, i) => `${i},${letter}${i},${letter} ${i},${unit}\n`).join("")}`;
  const matrix = (rows: number, columns: number, entries: readonly string[]): string =>
    `%%MatrixMarket matrix coordinate real general\n${rows} ${columns} ${entries.length}\n${entries.join("\n")}\n`;
  return {
    ...{ "A.mtx": matrix(n, n, A), "B.mtx": matrix(4, n, B), "C.mtx": matrix(2, 4, ["1 1 1", "1 2 28", "2 3 0.5"]) },
    ...{ "products.csv": list("p", n, "kg"), "processes.csv": list("x", n, ""), "flows.csv": list("f", 4, "kg") },
    "methods.csv": list("m", 2, "kg CO2e"),
    "uncertainty.csv": `matrix,row,col,distribution,p1,p2,p3,group\n${spread.join("\n")}\n`,
  };
}

/** Pieces of so many bytes, one file after the other. */
export function* piecesOf(texts: SystemTexts, bytes = 1 << 20): Generator<{ file: string; content: Uint8Array }> {
  for (const [file, text] of Object.entries(texts)) {
    const all = Buffer.from(text);
    if (all.length === 0) yield { file, content: all };
    for (let from = 0; from < all.length; from += bytes) yield { file, content: all.subarray(from, from + bytes) };
  }
}
