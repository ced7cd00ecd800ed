/** Why a message, or one of its values, is no reading. Each follows from the bytes, the topic and the template. */
export const messageReasons = {
  "bad-utf8": "A message is UTF-8.",
  "bad-json": "A message is one JSON value, no key of an object twice.",
  "too-long": "A message has at most 256 KiB, a payload of Sparkplug B 1 MiB.",
  "nothing-found": "Something of what its template reads is in a message.",
  "no-time": "A message says of when its values are, where its template or Sparkplug B has it.",
  "retained-without-time":
    "A message that the broker kept says of when it is itself: that of its arrival is not its time.",
  "bad-time": "A time is an existing one, in the form that the template names.",
  "time-out-of-bounds": "A reading is of 2000-01-01 or later and before 2100-01-01 UTC.",
  "local-time-twice": "A local time that the clock change repeats is two instants.",
  "local-time-never": "A local time that the clock change leaves out is no instant.",
  "bad-name": "What the levels of a topic and the keys of a message make of a channel's name is a name.",
  "bad-value": "A value is a decimal number, or text that is one.",
  "value-too-large": "A value has at most 12 digits before the decimal point.",
  "value-too-fine": "A value has at most 6 decimals, or its template rounds.",
} as const;
export type MessageReason = keyof typeof messageReasons;
