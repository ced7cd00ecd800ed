export interface Word {
  readonly word: string;
}
/** A contract whose messages travel as JSON. */
const message = {
  encode: (value: Word) => ({ finish: () => new TextEncoder().encode(JSON.stringify(value)) }),
  decode: (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as Word,
  fromPartial: (value: Word) => value,
};
const method = <Streams extends { readonly requestStream: boolean; readonly responseStream: boolean }>(
  name: string,
  streams: Streams,
) =>
  ({
    name,
    requestType: message,
    responseType: message,
    options: { idempotencyLevel: "NO_SIDE_EFFECTS" },
    ...streams,
  }) as const;
/** A contract of two calls: one says a word back, the other every word of a stream. */
export const EchoDefinition = {
  name: "Echo",
  fullName: "test.v1.Echo",
  methods: {
    say: method("Say", { requestStream: false, responseStream: false } as const),
    repeat: method("Repeat", { requestStream: true, responseStream: true } as const),
  },
} as const;
