/** Why the door refuses a reading. Each follows from the bytes alone, so a replay refuses the same ones. */
export const doorReasons = {
  "line-too-long": "A line, CSV record or JSON element holds at most 65,536 bytes.",
  "bad-utf8": "Text is UTF-8, or the encoding its import rule declares.",
  "bad-json": "A reading is one flat JSON object of text, numbers and true or false.",
  "bad-csv": "A CSV record has as many cells as the header, and a quoted cell is closed.",
  "bad-header": "A CSV file begins with a header that names every column its rule reads, each once.",
  truncated: "A JSON body is read to its closing bracket.",
  "unknown-field": "A reading has only the fields this version knows, so that a misspelt one is not lost in silence.",
  "duplicate-field": "A field stands once in a reading: of two values nobody knows which one was meant.",
  "missing-field": "A reading states its factory (or the request does), channel, time and value.",
  "bad-field": "A field has the form its name promises.",
  "bad-name": "A name is 1 to 128 letters, digits, blanks and ._/()+-, and begins and ends with a letter or digit.",
  "bad-value": "A value is digits with at most one decimal point: no exponent, NaN, Infinity or blank.",
  "value-too-large": "A value has at most 12 digits before the decimal point.",
  "value-too-fine":
    "A value has at most 6 decimals: the seventh would have to be rounded, and nothing is rounded in silence.",
  "no-time-zone": "A time states its offset from UTC (Z or +08:00), or its import rule names the time zone.",
  "bad-time": "A time is an existing date and time of day, no finer than a millisecond.",
  "time-out-of-bounds": "A reading is of 2000-01-01 or later and before 2100-01-01 UTC.",
  "local-time-twice": "A local time that the clock change repeats is two instants: state the offset.",
  "local-time-never": "A local time that the clock change leaves out is no instant.",
  "unknown-unit": "A unit is one of the symbols Celadon knows; upper and lower case differ.",
  "bad-quality":
    "A quality is measured, estimated, retracted, or what the instrument says against its value, such as calibrating.",
} as const;
export type DoorReason = keyof typeof doorReasons;
