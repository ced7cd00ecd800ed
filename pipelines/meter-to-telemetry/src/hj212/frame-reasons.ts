/** Why a frame of a station, or one of its values, is no reading. Each follows from the bytes and the description of the station. */
export const frameReasons = {
  "no-data-time": "A frame with values says of when they are: DataTime, 14 digits.",
  "bad-time": "DataTime is an existing date and time of day.",
  "time-out-of-bounds": "A reading is of 2000-01-01 or later and before 2100-01-01 UTC.",
  "bad-value": "A value is digits with at most one decimal point, and the item it stands in can be read whole.",
  "value-too-large": "A value has at most 12 digits before the decimal point.",
  "value-too-fine": "A value has at most 6 decimals.",
  "bad-sample-time": "A sample is taken before its result is sent.",
  sentinel: "A number that stands for no value, such as -99, is none.",
  "no-communication": "With flag B the logger did not hear its instrument, and the number is filler.",
} as const;
export type FrameReason = keyof typeof frameReasons;
