/** A connection as those see it who answer on it. */
export interface Peer {
  readonly address: string;
  /** Sends a frame. A peer that does not read what it is sent is not sent more. */
  readonly send: (bytes: Uint8Array) => void;
  readonly isOpen: () => boolean;
  /** Closes it at once: of what it sent already nothing more is taken. */
  readonly shutOut: () => void;
}
