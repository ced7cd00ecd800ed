import { type DeviceMessage, type MessageReader, messageReader } from "@celadon/meter-to-telemetry";
import { type FewRefusals, fewRefusals } from "../meters/few-refusals.ts";
import type { MeterDoor } from "../meters/meter-door.ts";
import type { MeterPorts } from "../meters/meter-work.ts";
import { toldOf } from "../meters/told-of.ts";
import type { MqttBroker, SourceEntry } from "./mqtt-shape.ts";
import { templateOf } from "./template-of.ts";

/** A source of messages, ready to read. */
export interface MessageSource {
  readonly origin: string;
  readonly factory: string;
  readonly read: MessageReader;
  readonly refusals: FewRefusals;
}

export const sourcesOf = (
  sources: MqttBroker["sources"],
  door: MeterDoor,
  now: () => number,
  isMeant: (entry: SourceEntry) => boolean,
): readonly MessageSource[] =>
  sources.flatMap(({ name, value }) => {
    if (value === undefined || !isMeant(value)) return [];
    const origin = `mqtt:${name}`;
    return [
      {
        origin,
        factory: value.factory,
        read: messageReader(templateOf(value)),
        refusals: fewRefusals(door, origin, now),
      },
    ];
  });

/** Makes durable what a message holds, for each source whose topic it has: its readings, and what of it is none, once. */
export async function takeMessage(
  message: DeviceMessage,
  sources: readonly MessageSource[],
  { door, meter }: Pick<MeterPorts, "door" | "meter">,
): Promise<void> {
  const { receivedMs, payload } = message;
  await Promise.all(
    sources.flatMap(({ origin, factory, read, refusals }) => {
      const found = read(message);
      if (found === undefined) return [];
      const { readings, refused, ignored } = found;
      if (ignored > 0) meter.count("celadon_ignored_values_total", { way: "mqtt" }, ignored);
      return [
        door.deliver({ factory, origin, receivedMs, readings }),
        refused.length === 0 ? undefined : refusals.keep({ ...toldOf(refused), content: payload }),
      ];
    }),
  );
}
