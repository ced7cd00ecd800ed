/** What a reading may be. Everything outside is refused by its bytes alone, before any plant model is asked. */
export const readingLimits = {
  /** 2000-01-01T00:00Z, included. */
  atMsFirst: 946_684_800_000,
  /** 2100-01-01T00:00Z, excluded. */
  atMsEnd: 4_102_444_800_000,
  /** 12 integer digits, so that with 6 decimals a value fits Decimal(18, 6) and 64 bits. */
  wholeMax: 999_999_999_999,
  microMax: 999_999,
  revisionMax: 2 ** 24 - 1,
  coversSecondsMax: 2 ** 25 - 1,
  /** A batch beyond this is refused as a whole; it stays below the 4 MiB that gRPC receives by default. */
  rowsPerBatch: 100_000,
  /** One message of the event log: at most so many readings and so many bytes, whichever comes first. */
  rowsPerMessage: 1_000,
  bytesPerMessage: 262_144,
} as const;
