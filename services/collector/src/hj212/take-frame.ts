import { setTimeout as sleep } from "node:timers/promises";
import {
  type DeviationCode,
  dataReply,
  type ErrorCode,
  encodeFrame,
  type Field,
  flagBitsOf,
  isUsable,
  itemErrors,
  noticeReply,
  unprovenMn,
} from "@celadon/hj212";
import type { Arrived, Hj212Ports } from "./hj212-ports.ts";
import type { KnownStation } from "./known-station.ts";
import { isOwnAnswer } from "./own-answer.ts";
import type { Peer } from "./peer.ts";
import { passwordHashOf } from "./register.ts";
import { setClock } from "./set-clock.ts";
import type { StationReason } from "./station-reasons.ts";
import { takeReadings } from "./take-readings.ts";
import { tellSettings } from "./tell-settings.ts";

/** What became of a frame. */
export type FrameResult =
  | "taken"
  | "answered"
  | "unread"
  | "unusable"
  | "unknown"
  /** Of an unknown station too, and as much waits already as may. */
  | "no-room"
  | "ignored"
  | "wrong-password"
  | "other-address"
  | "not-stored";

/**
 * Takes one frame of a connection: who speaks, may they, and then by its command. What has to be answered is, and only when all of it
 * is durable. Never fails for what a peer sent; silence then lets it send again.
 */
export function takeFrame(arrived: Arrived, ports: Hj212Ports): FrameResult | Promise<FrameResult> {
  const { frame, peer } = arrived;
  const { mn } = frame;
  // 1. A stretch of garbage, once; of a frame that is none nothing can be believed, its number neither.
  const shut = frame.fields.length === 0 ? frame.errors[0] : undefined;
  if (shut !== undefined) {
    return shut.code === "key-missing"
      ? takeSealed(arrived, shut.message, ports)
      : refused(arrived, shut.code, shut.message, "unread");
  }
  if (mn === null || !isNumber(mn)) {
    const evidence = "The frame has no MN that could be a station's: 1 to 32 letters and digits.";
    return refused(arrived, "no-station", evidence, "unusable");
  }
  // 2. Whose it is. Nobody is answered whose station is not known: the device keeps what it has.
  const station = ports.register.find(mn);
  if (station === "ignored") return "ignored";
  if (station === undefined) return hold(arrived, mn, ports);
  if (!station.mayComeFrom(peer.address)) {
    const evidence = `Station "${station.name}" may not come from ${peer.address}: add the address to its "addresses", or find out who claims to be it.`;
    return refused(arrived, "other-address", evidence, "other-address");
  }
  if (!station.isPassword(frame.pw ?? "")) return refusePassword(arrived, station, ports);
  // 3. Not faster than it may.
  const waitMs = ports.rate(mn);
  if (waitMs === 0) return takeKnown(arrived, station, ports);
  const kept = { ...arrived, bytes: arrived.bytes.slice() };
  return sleep(waitMs).then(() => takeKnown(kept, station, ports));
}

/** A station's number as the meters file may name it. */
const isNumber = (mn: string): boolean => /^[0-9A-Za-z_-]{1,32}$/.test(mn);

/**
 * A frame in SM4 without a key for it. Of a station that nobody named it waits like others, under the number in its header: that is
 * proven, and the frame taken, once the meters file has the number with its key.
 */
function takeSealed(arrived: Arrived, message: string, ports: Hj212Ports): FrameResult | Promise<FrameResult> {
  const mn = unprovenMn(arrived.bytes);
  const station = mn === undefined || !isNumber(mn) ? undefined : ports.register.find(mn);
  if (station === "ignored") return "ignored";
  if (mn !== undefined && isNumber(mn) && station === undefined) return hold(arrived, mn, ports);
  const remedy =
    station?.from === "file"
      ? `Give station "${station.name}" its "keyFile" in the meters file.`
      : `Name ${station === undefined ? "the station" : `station "${station.name}"`} in the meters file with its "keyFile": one that was adopted has no key.`;
  return refused(arrived, "key-missing", `${message} ${remedy}`, "unread");
}

/** Keeps a frame that is not taken, and says so. */
async function refused(
  { refusals, bytes }: Arrived,
  reason: StationReason | ErrorCode | DeviationCode,
  evidence: string,
  result: FrameResult,
): Promise<FrameResult> {
  await refusals.keep({ reason, evidence, content: bytes });
  return result;
}

/** A frame of a station that is who it says it is. */
function takeKnown(arrived: Arrived, station: KnownStation, ports: Hj212Ports): FrameResult | Promise<FrameResult> {
  const { frame, peer } = arrived;
  const sighting = ports.watch.see(station.mn, frame, peer, arrived.receivedMs);
  ports.exchanges.hear(station.mn, frame);
  if (isOwnAnswer(frame.cn)) return "answered";
  const answered = { ...frame, version: station.version ?? frame.version };
  if (frame.cn !== null && notices.has(frame.cn)) {
    send(peer, noticeReply(answered));
    setClock(station, sighting, ports, frame.cn === clockNotice);
    return "answered";
  }
  // 4. Durable, then the answer: nothing before, and after four seconds none. What waits meanwhile is the answer and not the frame,
  // which is some thirty times as large.
  const isGood = isUsable(frame);
  const reply = flagBitsOf(frame.flag).wantsReply && frame.version !== null ? bytesOf(dataReply(answered)) : undefined;
  const stored = isGood ? takeReadings(arrived, station, ports) : keepUnusable(arrived);
  tellSettings(station, sighting, ports);
  setClock(station, sighting, ports, false);
  return answerWhen(stored, peer, reply, isGood ? "taken" : "unusable");
}

async function answerWhen(
  stored: Promise<boolean>,
  peer: Peer,
  reply: Uint8Array | undefined,
  result: FrameResult,
): Promise<FrameResult> {
  if (!(await stored)) return "not-stored";
  if (reply !== undefined) peer.send(reply);
  return result;
}

function bytesOf(fields: readonly Field[]): Uint8Array | undefined {
  const encoded = encodeFrame({ fields });
  return encoded.ok ? encoded.bytes : undefined;
}

function send(peer: Peer, fields: readonly Field[]): void {
  const bytes = bytesOf(fields);
  if (bytes !== undefined) peer.send(bytes);
}

/** A station asks for its clock to be set. */
const clockNotice = "1013";
const notices: ReadonlySet<string> = new Set([clockNotice, "2012", "2022", "9015"]);

/**
 * A frame whose CRC is right and whose content cannot be used. Once its bytes are kept it is answered, or it would come again for ever.
 * The reason is one that makes it unusable, and not that of one item.
 */
const keepUnusable = ({ frame, bytes, refusals }: Arrived): Promise<boolean> =>
  refusals.keep({
    reason: frame.errors.find(({ code }) => !itemErrors.has(code))?.code ?? "unusable",
    evidence: frame.errors.map(({ message, offset }) => `${message} (byte ${offset})`).join(" "),
    content: bytes,
  });

async function hold(
  { frame, bytes, peer, receivedMs }: Arrived,
  mn: string,
  { waiting, notes }: Hj212Ports,
): Promise<FrameResult> {
  const passwordHash = frame.pw === null ? "" : passwordHashOf(mn, frame.pw);
  const held = await waiting.hold({ mn, content: bytes.slice(), address: peer.address, passwordHash, receivedMs });
  if (held === "kept") notes.debug({ mn, from: peer.address }, "a frame of an unknown station waits");
  return held === "full" ? "no-room" : "unknown";
}

function refusePassword(arrived: Arrived, station: KnownStation, ports: Hj212Ports): Promise<FrameResult> {
  const { frame, peer } = arrived;
  const isLockedOut = ports.guesses.wrong(peer.address, passwordHashOf(station.mn, frame.pw ?? ""));
  if (isLockedOut) {
    ports.notes.warn({ from: peer.address }, "an address tried many passwords and is locked out for a while");
    peer.shutOut();
  }
  const evidence = `The frame says to be of station "${station.name}" and has another password: correct PW at the device or in the meters file, or find out who claims to be it.`;
  return refused(arrived, "wrong-password", evidence, "wrong-password");
}
