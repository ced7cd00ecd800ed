/** Why a message of an edge node, or one of its metrics, is no reading. Each follows from what the node sent before it and now. */
export const nodeReasons = {
  "bad-payload": "A payload is protobuf of Sparkplug B.",
  compressed: "A payload is not compressed.",
  "too-long": "A message has at most 256 KiB, a payload of Sparkplug B 1 MiB.",
  "not-born": "A metric was named by the birth of its edge node or device before it sends values.",
  "alias-changed":
    "What waits for a birth means the same by it and by the birth before, or nobody knows which it was sent by.",
  "not-decoded-in-time": "A message that waits for a birth is decoded before others need its place.",
  "session-over": "A message that waits for a birth belongs to the session of that birth.",
  "too-many-devices": "An edge node has at most 1,000 devices.",
  "no-channel": "Each number of a birth has a name that is a channel, and no other has the same.",
  "no-time": "A message says of when its values are, where its template or Sparkplug B has it.",
  "time-out-of-bounds": "A reading is of 2000-01-01 or later and before 2100-01-01 UTC.",
  "bad-value": "A value is a finite number in the field of its type.",
  "value-too-large": "A value has at most 12 digits before the decimal point.",
  "value-too-fine": "A value that is not exact in millionths is at least 0.001.",
} as const;
export type NodeReason = keyof typeof nodeReasons;
