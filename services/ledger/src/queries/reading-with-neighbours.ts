import type { GetQuarantinedResponse, StandingReading } from "@celadon/proto";
import { instantText } from "@celadon/quantity";
import { refuse } from "@celadon/runtime";
import type { Channel } from "../channel.ts";
import { storedSightings } from "../sightings.ts";
import { listDeclarations } from "./list-declarations.ts";
import { listQuarantine } from "./list-quarantine.ts";
import { standingReading, storedRows } from "./list-readings.ts";
import { channelsOf, type QueryPorts, type Scope, zoneOf } from "./scope.ts";

/** Which reading, and how many around it. */
export interface OneReading extends Pick<Scope, "within"> {
  readonly factory: string;
  readonly channel: string;
  readonly atMs: number;
  readonly around: number;
}

/** 2100-01-01: no reading is later. */
const endMs = 4_102_444_800_000;

/** One reading with those around it, counted or not, and with what people declared about it. Refused: none stands at that instant. */
export async function readingWithNeighbours(
  ports: QueryPorts,
  { factory, channel: name, atMs, around, within }: OneReading,
): Promise<GetQuarantinedResponse> {
  const { store, book } = ports;
  const scope = { factory, channels: [name], within };
  const zone = zoneOf(book, factory);
  const [channel] = channelsOf(book, scope);
  if (channel === undefined) throw noReading(name, atMs, []);
  const standing = (row: Parameters<typeof standingReading>[1]): StandingReading => standingReading(channel, row, zone);
  const before = await storedRows(ports, { channel, fromMs: 0, toMs: atMs }, around, "last");
  const [row, ...behind] = await storedRows(ports, { channel, fromMs: atMs, toMs: endMs }, around + 1);
  const [earlier, later] = [before.map(standing), behind.slice(0, around).map(standing)];
  if (row === undefined || Number(row.t) !== atMs) {
    throw noReading(name, atMs, [...earlier.slice(-1), ...(row === undefined ? [] : [standing(row)])]);
  }
  let counted: Awaited<ReturnType<typeof quarantinedAt>>;
  if (standing(row).reason !== "") counted = await quarantinedAt(ports, scope, atMs);
  const sighting = (await storedSightings(store, [channel.channelId])).get(channel.idText);
  const seen = sighting?.atMs === atMs ? sighting : undefined;
  return {
    reading: {
      reading: standing(row),
      receivedMs: seen === undefined ? notKept : BigInt(seen.receivedMs),
      origin: seen === undefined ? "" : seen.origin,
      before: counted === undefined ? earlier.findLast(counts) : counted.before,
      next: counted === undefined ? later.find(counts) : counted.next,
    },
    earlier,
    later,
    declarations: listDeclarations(book, scope).filter(({ atMs: from, fact }) => {
      if (fact?.$case !== "acceptance" && fact?.$case !== "rejection") return false;
      return Number(from) <= atMs && atMs < Number(fact.value.toMs);
    }),
  };
}

/** The contract's word for a time that the store does not keep. */
const notKept = 0n;

const counts = ({ reason, quality }: StandingReading): boolean => reason === "" && quality !== 15;

async function quarantinedAt(ports: QueryPorts, scope: Scope, atMs: number) {
  for await (const one of listQuarantine(ports, { ...scope, fromMs: atMs, toMs: atMs + 1 }, 1)) return one;
  return undefined;
}

function noReading(channel: Channel["channel"], atMs: number, near: readonly StandingReading[]) {
  const nearest = near.map(({ atMs: at }) => instantText(Number(at))).join(" and ");
  const hint = nearest === "" ? "The channel has none." : `Those next to it stand at ${nearest}.`;
  const message = `No reading of channel "${channel}" stands at ${instantText(atMs)}. ${hint}`;
  return refuse({ status: 404, code: "unknown-reading", message });
}
