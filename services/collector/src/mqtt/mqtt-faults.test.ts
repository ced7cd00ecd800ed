import { expect, test } from "vitest";
import { checkMetersFile } from "../meters/meters-file.ts";

test("what cannot be read is told at once, each with its line, and no secret with it", () => {
  const yaml = `mqtt:
  hall:
    url: mqtt://celadon:secret@broker
    inFlight: 0
    sources:
      one:
        topic: a/#/b
        factory: mill
        time: { form: received }
        readings: [{ channel: x, value: "a..b", decimals: 7 }]
      two:
        topic: a
        factory: mill
        time: { form: received }
        readings: [{ channel: x, quality: { at: q, words: { good: fine } } }]
`;
  const { faults } = checkMetersFile(yaml);
  expect(faults.map(({ line, problem }) => `${line} ${problem}`)).toMatchInlineSnapshot(`
    [
      "3 The address holds a user or a password.",
      "4 "0" is no whole number from 1 to 65535.",
      "7 "a/#/b" is no topic to listen to.",
      "10 "a..b" is no place in a message.",
      "10 "7" is no whole number from 0 to 6.",
      "15 "fine" is none of: measured, estimated, stopped, maintained, calibrating, faulty, above-range, power-failed, unknown-flag, doubted, none. Did you mean "none"?",
    ]
  `);
  expect(JSON.stringify(faults)).not.toContain("secret");
});

test("what does not go together in a template is told at once", () => {
  const yaml = `mqtt:
  hall:
    url: mqtt://broker
    password: a
    passwordFile: b
    keyFile: k
    sources:
      two:
        topic: a/+line
        factory: mill
        time: { at: ts, form: YYYY-MM-DD HH:mm }
        readings:
          - { channel: "{lien}", value: a }
          - { channel: same, keysOf: b, value: c }
          - { channel: same, value: d, except: [e] }
      three:
        topic: b
        factory: mill
        time: { form: received }
        readings:
          - { channel: "x/{key}", coversSeconds: 60 }
      four:
        topic: c
        factory: mill
        time: { at: ts, form: iso, zone: Asia/Shanghai }
        readings: [{ channel: y }]
      five:
        topic: c
        factory: mill
        time: { form: iso }
        readings: [{ channel: y }]
`;
  const { faults } = checkMetersFile(yaml);
  expect(faults.map(({ line, problem }) => `${line} ${problem}`)).toMatchInlineSnapshot(`
    [
      "4 "password" and "passwordFile" are both there.",
      "6 A certificate and its key belong together, and one of them is missing.",
      "11 "YYYY-MM-DD HH:mm" is local, and its zone is not said.",
      "13 "{lien}" is no name of a level of the topic.",
      "14 Every key would be the same channel.",
      "14 "value" and "keysOf" are both there.",
      "15 Two readings of one message are channel "same": one would replace the other.",
      "15 "except" leaves keys out, and there is no "keysOf".",
      "21 "{key}" is no name of a level of the topic, and "key" is that of \`keysOf\`.",
      "21 An amount of the time of its arrival would be counted twice where a message is sent twice.",
      "25 "iso" is UTC by itself, and "zone" is there.",
      "30 "form: iso" needs to know where the time stands.",
    ]
  `);
});
