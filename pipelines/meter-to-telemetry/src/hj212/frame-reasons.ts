import type { doorReasons } from "../reasons.ts";

/** Why a frame of a station, or one of its values, is no reading, beside the reasons of every door. Each follows from the bytes. */
export const frameReasons = {
  "other-command": "Values come in frames of data: CN 2000 to 2999, or 3020.",
  "no-data-time": "A frame with values says of when they are (DataTime), and is never lent the time of another packet.",
  "bad-sample-time": "A sample is taken before its result is sent.",
  sentinel: "A number that stands for no value, such as -99, is none.",
  "no-communication": "With flag B the logger did not hear its instrument, and the number is filler.",
} as const;

type OfEveryDoor = "bad-time" | "time-out-of-bounds" | "bad-value" | "value-too-large" | "value-too-fine";
export type FrameReason = keyof typeof frameReasons | (OfEveryDoor & keyof typeof doorReasons);
