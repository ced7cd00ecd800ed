import { Decimal } from "@celadon/quantity";
import { expect, test } from "vitest";
import { type NodeMessage, type NodeOutcome, unbornNode } from "./edge-node.ts";
import type { SparkplugType } from "./sparkplug-topic.ts";
import { takeNodeMessage } from "./take-node-message.ts";

// Bytes that other programs wrote, as they came: protobuf by number, so that no encoder of ours has a part in them.

const t0 = 1_700_000_000_000;

/**
 * pysparkplug 0.6.1 (PyPI, Matt Fay, Apache-2.0). Metrics of each type have aliases 1 to 16 in the order of the test; negative numbers come in
 * the bits of their own type: Int8 -5 as 251. `data` is without names and types, `odd` has a null, a historical -1 and a transient 7.
 */
const pysparkplug = {
  birth:
    "0880d095ffbc3112120a0562645365711880d095ffbc312008580312140a04496e743810011880d095ffbc31200150fb0112160a05496e74" +
    "313610021880d095ffbc31200250d4fd0312180a05496e74333210031880d095ffbc3120035090ddfbff0f121d0a05496e74363410041880" +
    "d095ffbc3120045881e0ebdaf2e2ffffff0112150a0555496e743810051880d095ffbc31200550ff0112170a0655496e74313610061880d0" +
    "95ffbc31200650ffff0312190a0655496e74333210071880d095ffbc31200750ffffffff0f121a0a0655496e74363410081880d095ffbc31" +
    "200858ff9f94a58d1d12170a05466c6f617410091880d095ffbc3120096581c9e147121c0a06446f75626c65100a1880d095ffbc31200a69" +
    "000000000000d0bf12160a07426f6f6c65616e100b1880d095ffbc31200b700112180a06537472696e67100c1880d095ffbc31200c7a036b" +
    "576812140a0454657874100d1880d095ffbc31200e7a017812170a0455554944100e1880d095ffbc31200f7a043666316312170a05427974" +
    "6573100f1880d095ffbc3120118201020102121c0a04496e747310101880d095ffbc31201882010801000000feffffff1800",
  data:
    "08e8d795ffbc31120c100118e8d795ffbc3150fb01120d100218e8d795ffbc3150d4fd03120f100318e8d795ffbc315090ddfbff0f121410" +
    "0418e8d795ffbc315881e0ebdaf2e2ffffff01120c100518e8d795ffbc3150ff01120d100618e8d795ffbc3150ffff03120f100718e8d795" +
    "ffbc3150ffffffff0f1210100818e8d795ffbc3158ff9f94a58d1d120e100918e8d795ffbc316581c9e1471212100a18e8d795ffbc316900" +
    "0000000000d0bf120b100b18e8d795ffbc317001120e100c18e8d795ffbc317a036b5768120c100d18e8d795ffbc317a0178120f100e18e8" +
    "d795ffbc317a0436663163120e100f18e8d795ffbc3182010201021214101018e8d795ffbc3182010801000000feffffff1801",
  odd:
    "08d0df95ffbc31120b100318d0df95ffbc3138011216100418f4d395ffbc31280158ffffffffffffffffff01120d100518d0df95ffbc3130" +
    "0150071802",
  death: "0880d095ffbc3112120a0562645365711880d095ffbc3120085803",
} as const;

/**
 * The Python client of Eclipse Tahu (PyPI tahu 0.1.2, Cirrus Link Solutions, EPL-2.0). The birth has a UInt32 in the field of an int, a null,
 * a historical Float, a data set, a template with a metric of its own, a property, metadata and a uuid; the data the first, the Float and the
 * template again, with their types. Its births count bdSeq one further than its deaths.
 */
const tahu = {
  birth:
    "0880d095ffbc3112120a0562645365711880d095ffbc312004580112210a144e6f646520436f6e74726f6c2f526562697274681880d095ff" +
    "bc31200b700012170a06456e6572677910001880d095ffbc31200750c0c40712190a05537465616d10011880d095ffbc3120045880f8cce2" +
    "840212120a0347617310021880d095ffbc31200a380112180a044c61746510031880d095ffbc312009280165cdcccc3d12320a055461626c" +
    "6510041880d095ffbc3120108a011d08021201611201621803180a220f0a0208010a0921000000000000044012380a054d6f746f72100518" +
    "80d095ffbc31201392012312110a0452504d731880d095ffbc31200350091a0c0a05696e646578100c420130280112360a05506f77657210" +
    "061880d095ffbc31200a420642046d61696e4a110a07656e67556e69741206080c42026b5769000000000000294018002203752d31",
  data:
    "0880d095ffbc31120f10001880d095ffbc31200750c1c407121010031880d095ffbc31200965cdcc4c3e122a10051880d095ffbc31201392" +
    "011c12110a0452504d731880d095ffbc312003500a22054d6f746f7228001801",
  death: "12120a0562645365711880d095ffbc3120045800",
} as const;

function follow(...sent: readonly (readonly [SparkplugType, string])[]): readonly NodeOutcome[] {
  let node = unbornNode("n");
  return sent.map(([type, hex]) => {
    const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    const message: NodeMessage = { type, device: undefined, bytes, receivedMs: t0 + 5_000 };
    const step = takeNodeMessage(node, message);
    node = step.node;
    return step.outcome;
  });
}

const told = ({ readings }: NodeOutcome): readonly string[] =>
  readings.map(
    ({ channel, atMs, valueMicro, marks }) =>
      `${channel} ${atMs - t0} ${new Decimal(valueMicro.toString()).div(1e6).toFixed()} ${marks}`,
  );

test("pysparkplug: every type, born and then without it; what is no number is none", () => {
  const [birth, data, odd, death] = follow(
    ["NBIRTH", pysparkplug.birth],
    ["NDATA", pysparkplug.data],
    ["NDATA", pysparkplug.odd],
    ["NDEATH", pysparkplug.death],
  );
  const values = [
    ...["Int8 %t -5", "Int16 %t -300", "Int32 %t -70000", "Int64 %t -999999999999", "UInt8 %t 255", "UInt16 %t 65535"],
    ...["UInt32 %t 4294967295", "UInt64 %t 999999999999", "Float %t 115603.01", "Double %t -0.25"],
  ];
  const at = (ms: number) => values.map((line) => `n/${line.replace("%t", String(ms))} 1024`);
  expect([birth, data].map((one) => told(one as NodeOutcome))).toEqual([at(0), at(1_000)]);
  expect(told(odd as NodeOutcome)).toEqual(["n/Int64 500 -1 1152"]); // sent from memory
  expect([birth, data, odd].map((one) => one?.ignored)).toEqual([7, 6, 2]); // Boolean, String, Text, UUID, Bytes, Int32Array; bdSeq
  expect([birth, data, odd].flatMap((one) => one?.refused)).toEqual([]);
  expect(death).toMatchObject({ readings: [], note: expect.stringContaining("unknown until it is born again") });
});

test("Eclipse Tahu's client: tables and templates are passed over whole, with the numbers in them", () => {
  const [birth, data, death] = follow(["NBIRTH", tahu.birth], ["NDATA", tahu.data], ["NDEATH", tahu.death]);
  expect(told(birth as NodeOutcome)).toEqual([
    ...["n/Energy 0 123456 1024", "n/Steam 0 70000000000 1024", "n/Late 0 0.1 1152", "n/Power 0 12.5 1024"],
  ]);
  expect(told(data as NodeOutcome)).toEqual(["n/Energy 0 123457 1024", "n/Late 0 0.2 1024"]);
  expect([birth?.ignored, data?.ignored]).toEqual([5, 1]); // bdSeq, Rebirth, the null, the table, the template
  expect([birth, data].flatMap((one) => one?.refused)).toEqual([]);
  expect(death?.note).toContain("birth 0 and not of 1");
});
