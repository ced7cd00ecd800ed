import type { MetersFile } from "@celadon/collector/meters-file";
import type { JsonPath } from "@celadon/meter-to-telemetry/template-texts";
import { instantText } from "@celadon/quantity";
import type { SentReading } from "@celadon/simulator";
import { failed } from "../ending.ts";

type MqttBroker = NonNullable<NonNullable<MetersFile["mqtt"]>[number]["value"]>;
export type MqttSource = NonNullable<MqttBroker["sources"][number]["value"]>;
type ReadingEntry = MqttSource["readings"][number];

/** A message as a device publishes it. */
export interface DeviceMessage {
  readonly topic: string;
  readonly payload: string;
}

type Json = number | string | boolean | Json[] | { [name: string]: Json };

/** What a template's channel says of a name: its parts in braces, or undefined where it is another channel. */
function boundBy({ channel: template }: ReadingEntry, channel: string): ReadonlyMap<string, string> | undefined {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const escaped = template.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const found = new RegExp(`^${escaped.join("(.+?)")}$`).exec(channel);
  return found === null ? undefined : new Map(names.map((name, i) => [name, found[i + 1] ?? ""]));
}

export const isOfSource = ({ readings }: MqttSource, channel: string): boolean =>
  readings.some((entry) => boundBy(entry, channel) !== undefined);

/** A reading as the message that the template of its source reads: the template, read backwards. */
export function deviceMessage(source: MqttSource, reading: SentReading): DeviceMessage {
  const { channel, atMs, value, isBackfill } = reading;
  const entry = source.readings.find((one) => boundBy(one, channel) !== undefined);
  const bound = entry && boundBy(entry, channel);
  if (entry === undefined || bound === undefined) throw new TypeError(`${channel} is no channel of the source.`);
  const levels = source.topic.levels.map((level) =>
    level === "#" ? "all" : level.startsWith("+") ? (bound.get(level.slice(1)) ?? "any") : level,
  );
  let element: Json = {};
  let root: Json = {};
  const put = (path: JsonPath, what: Json): void => {
    if (path.isFromRoot) root = placed(root, path.steps, what);
    else element = placed(element, path.steps, what);
  };
  if (entry.keysOf !== undefined)
    put({ ...entry.keysOf, steps: [...entry.keysOf.steps, bound.get("key") ?? channel] }, Number(value));
  else if (entry.value !== undefined) put(entry.value, Number(value));
  const { at, form } = source.time;
  if (at === undefined || (entry.value === undefined && entry.keysOf === undefined)) throw withoutTime(channel);
  put(at, timeIn(form, atMs, channel));
  if (source.backfill !== undefined && isBackfill) put(source.backfill, true);
  const whole = source.each === undefined ? merged(root, element) : placed(root, source.each.steps, [element]);
  return { topic: levels.join("/"), payload: JSON.stringify(whole) };
}

function timeIn(form: string, atMs: number, channel: string): Json {
  if (form === "epoch-ms") return atMs;
  if (form === "epoch-s") return atMs / 1_000;
  if (form === "iso") return instantText(atMs);
  throw failed(`"${channel}": times are written as epoch-ms, epoch-s or iso, not as ${form}: take one of them.`);
}

/** `what` at the end of the steps; a number makes a list. */
function placed(tree: Json, [step, ...more]: readonly string[], what: Json): Json {
  if (step === undefined) return what;
  if (/^\d{1,3}$/.test(step)) {
    const list = Array.isArray(tree) ? [...tree] : [];
    while (list.length < Number(step)) list.push({});
    list[Number(step)] = placed(list[Number(step)] ?? {}, more, what);
    return list;
  }
  const fields = typeof tree === "object" && !Array.isArray(tree) ? tree : {};
  return { ...fields, [step]: placed(fields[step] ?? {}, more, what) };
}

/** Without `each` the element is the whole, so paths from both begin at one place. */
const merged = (root: Json, element: Json): Json =>
  isFields(root) && isFields(element)
    ? Object.fromEntries(
        [...new Set([...Object.keys(root), ...Object.keys(element)])].map((name) => {
          const [here, there] = [root[name], element[name]];
          if (here === undefined || there === undefined) return [name, here ?? there ?? {}];
          return [name, merged(here, there)];
        }),
      )
    : element;

const isFields = (tree: Json): tree is { [name: string]: Json } => typeof tree === "object" && !Array.isArray(tree);

const withoutTime = (channel: string): Error =>
  failed(
    `"${channel}": its messages carry no time, so a simulated day would be of now: let the template read one (\`time: { at: ts, form: iso }\`) and \`value\` or \`keysOf\`.`,
  );
