import { Rebuild, type RebuildReport } from "@celadon/proto";
import { instantText } from "@celadon/quantity";

/** What a rebuild found, as JSON gives it. */
export function rebuildRow({ rebuild = Rebuild.create(), channels }: RebuildReport) {
  const { factory, key, fromMs, toMs, who, why, askedMs } = rebuild;
  return {
    id: key,
    factory,
    ...(fromMs === undefined ? {} : { from: instantText(Number(fromMs)) }),
    ...(toMs === undefined ? {} : { to: instantText(Number(toMs)) }),
    who,
    why,
    askedAt: instantText(Number(askedMs)),
    channels: channels.map(({ channel, hours, differingHours, differingVerdicts, differing }) => ({
      channel,
      hours: Number(hours),
      differingHours: Number(differingHours),
      differingVerdicts: Number(differingVerdicts),
      differing: differing.map((stretch) => ({
        from: instantText(Number(stretch.fromMs)),
        to: instantText(Number(stretch.toMs)),
      })),
    })),
  };
}
