/** Messages of one connection that wait for their PUBACK, the oldest first. */
export interface AcksInOrder {
  /** Takes a message in; the answer is called once its readings are durable. */
  hold(messageId: number): () => void;
}

interface Held {
  readonly messageId: number;
  isDurable: boolean;
}

/** A PUBACK leaves when its message and all before it are durable: acknowledgements have the order of the messages (MQTT 3.1.1 and 5, 4.6). */
export function acksInOrder(write: (puback: Uint8Array) => void): AcksInOrder {
  const held: Held[] = [];
  return {
    hold: (messageId) => {
      const one: Held = { messageId, isDurable: false };
      held.push(one);
      return () => {
        one.isDurable = true;
        let ready = 0;
        while (held[ready]?.isDurable) ready += 1;
        if (ready > 0) write(pubacks(held.splice(0, ready)));
      };
    },
  };
}

/** Four bytes each, in MQTT 3.1.1 as in 5, where a length of 2 means success. */
const pubacks = (held: readonly Held[]): Uint8Array =>
  Uint8Array.from(held.flatMap(({ messageId }) => [0x40, 2, messageId >> 8, messageId & 255]));
