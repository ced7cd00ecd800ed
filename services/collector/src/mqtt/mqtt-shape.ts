import {
  choice,
  dictionary,
  list,
  may,
  name,
  nameRule,
  need,
  record,
  scalar,
  text,
  timeZone,
  unit,
} from "@celadon/activity-to-inventory/closed-yaml";
import { type JsonPath, readJsonPath, readTopicFilter } from "@celadon/meter-to-telemetry/template-texts";
import { whole } from "../meters/whole-number.ts";
import { brokerFields } from "./broker-shape.ts";

const topic = scalar({ type: "string" }, (given) => {
  const value = readTopicFilter(given);
  if (value !== undefined) return { value };
  return {
    problem: `"${given}" is no topic to listen to.`,
    fix: "Write it like `hall/+line/state`: `+` stands for one level and may be named, `#` for all that follow.",
  };
});

const path = scalar<JsonPath>({ type: ["string", "number"] }, (given) => {
  const value = readJsonPath(given);
  if (value !== undefined) return { value };
  return {
    problem: `"${given}" is no place in a message.`,
    fix: "Write it like `data.0.value`, or `$.ts` from its root.",
  };
});

/** What an instrument can say of itself, and that there is no reading. */
const means = choice(
  ...(["measured", "estimated", "stopped", "maintained", "calibrating", "faulty"] as const),
  ...(["above-range", "power-failed", "unknown-flag", "doubted", "none"] as const),
);

const reading = record({
  channel: need(text, "The channel, with `{level}` and `{key}` for what topic and key say."),
  value: may(path, "Where its value stands; the message itself where neither this nor `keysOf` is there."),
  keysOf: may(path, "Where an object stands, each number of which is a reading."),
  except: may(list(text), "Keys of `keysOf` that are no values."),
  noReading: may(list(text), "Texts that stand for no reading, such as -99."),
  unit: may(unit, "The unit that the device sends; the channel's own where absent."),
  coversSeconds: may(whole(1, 33_554_431), "Of an amount: the seconds before its time that it covers."),
  decimals: may(whole(0, 6), "Rounds to so many, half away from zero; a finer value than six is refused where absent."),
  quality: may(
    record({
      at: need(path, "Where the device says how good the value is."),
      words: need(
        dictionary(means, () => undefined),
        "What its words mean.",
      ),
    }),
    "What the instrument says of itself; all is measured where absent.",
  ),
});

const source = record({
  topic: need(topic, "What to listen to."),
  factory: need(name, "The factory whose readings these are."),
  time: need(
    record({
      at: may(path, "Where the time stands; absent for the time of arrival."),
      form: need(
        text,
        "`epoch-ms`, `epoch-s`, `iso`, a pattern such as `YYYY-MM-DD HH:mm:ss`; `received` for that of arrival.",
      ),
      zone: may(timeZone, "Of a pattern."),
    }),
    "Of when a message is.",
  ),
  each: may(path, "A list whose elements are read one by one."),
  backfill: may(path, "Where `true` marks what is sent from memory."),
  readings: need(list(reading), "What is read."),
});

const broker = record({
  ...brokerFields,
  sources: need(dictionary(source, nameRule), "The messages that are read, each kind under a name of its own."),
});

/** The key `mqtt` of the meters file: brokers by name. */
export const mqttShape = dictionary(broker, nameRule);

export type MqttFile = NonNullable<ReturnType<typeof mqttShape.read>>;
export type MqttBroker = NonNullable<MqttFile[number]["value"]>;
export type SourceEntry = NonNullable<MqttBroker["sources"][number]["value"]>;
export type ReadingEntry = SourceEntry["readings"][number];
