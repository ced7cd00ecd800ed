import type { Report } from "@celadon/activity-to-inventory/closed-yaml";
import { sayBrokerFaults } from "./broker-faults.ts";
import type { MqttFile, ReadingEntry, SourceEntry } from "./mqtt-shape.ts";
import { plainForms } from "./time-forms.ts";

type Path = readonly (string | number)[];

/** What is wrong with the brokers of a meters file and their templates taken together. */
export function sayMqttFaults(file: MqttFile, report: Report): void {
  for (const { name, value: broker } of file) {
    if (broker === undefined) continue;
    const path = ["mqtt", name];
    sayBrokerFaults(broker, path, report);
    for (const { name: source, value } of broker.sources) {
      if (value !== undefined) saySource(value, [...path, "sources", source], report);
    }
  }
}

function saySource({ topic, time, readings }: SourceEntry, path: Path, report: Report): void {
  const isPlain = plainForms.some((form) => form === time.form);
  if ((time.form === "received") !== (time.at === undefined)) {
    report.say([...path, "time"], {
      problem: `"form: ${time.form}" ${time.at === undefined ? "needs to know where the time stands" : "takes the time of arrival, and `at` names another"}.`,
      fix: "Write `at` and the form of what stands there, or `form: received` alone.",
    });
  } else if (time.form !== "received" && !isPlain && !/YYYY.*D/.test(time.form)) {
    report.say([...path, "time", "form"], {
      problem: `"${time.form}" is no form of a time.`,
      fix: `Take ${plainForms.join(", ")}, or a pattern such as YYYY-MM-DD HH:mm:ss.`,
    });
  } else if (time.form !== "received" && !isPlain === (time.zone === undefined)) {
    report.say([...path, "time"], {
      problem: isPlain
        ? `"${time.form}" is UTC by itself, and "zone" is there.`
        : `"${time.form}" is local, and its zone is not said.`,
      fix: isPlain ? "Take `zone` out." : "Add `zone`, such as Asia/Shanghai.",
    });
  }
  const known = new Set(topic.names);
  const seen = new Set<string>();
  readings.forEach((reading, i) => {
    sayReading(reading, { known, isArrival: time.at === undefined }, [...path, "readings", i], report);
    if (seen.has(reading.channel)) {
      report.say([...path, "readings", i, "channel"], {
        problem: `Two readings of one message are channel "${reading.channel}": one would replace the other.`,
        fix: "Give each a channel of its own.",
      });
    }
    seen.add(reading.channel);
  });
}

function sayReading(
  { channel, value, keysOf, except, coversSeconds }: ReadingEntry,
  { known, isArrival }: { readonly known: ReadonlySet<string>; readonly isArrival: boolean },
  path: Path,
  report: Report,
): void {
  if (keysOf !== undefined && value !== undefined) {
    report.say([...path, "keysOf"], { problem: '"value" and "keysOf" are both there.', fix: "Keep one of them." });
  }
  if (except !== undefined && keysOf === undefined) {
    report.say([...path, "except"], {
      problem: '"except" leaves keys out, and there is no "keysOf".',
      fix: "Take it out.",
    });
  }
  const names = [...channel.matchAll(/\{([^{}]*)\}/g)].map(([, word = ""]) => word);
  const stranger = names.find((word) => !known.has(word) && !(word === "key" && keysOf !== undefined));
  if (stranger !== undefined) {
    report.say([...path, "channel"], {
      problem: `"{${stranger}}" is no name of a level of the topic${stranger === "key" ? ', and "key" is that of `keysOf`' : ""}.`,
      fix: "Name the level in the topic, such as `hall/+line/state`.",
    });
  }
  if (keysOf !== undefined && !names.includes("key")) {
    report.say([...path, "channel"], {
      problem: "Every key would be the same channel.",
      fix: "Write `{key}` into the channel.",
    });
  }
  if (isArrival && coversSeconds !== undefined) {
    report.say([...path, "coversSeconds"], {
      problem: "An amount of the time of its arrival would be counted twice where a message is sent twice.",
      fix: "Let the device send the time, or send a register that only rises.",
    });
  }
}
