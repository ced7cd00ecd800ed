import { choice, may, need, type RecordOf, scalar, text } from "@celadon/activity-to-inventory/closed-yaml";
import { whole } from "../meters/whole-number.ts";

const address = scalar({ type: "string", pattern: "^(mqtts?|wss?)://" }, (given) => {
  // It is not repeated in the sentence: people write passwords into addresses.
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^(?:mqtts?|wss?):$/.test(url.protocol) || url.hostname === "") {
    return { problem: "This is no address of a broker.", fix: "Write it like mqtts://broker.example:8883." };
  }
  if (url.username !== "" || url.password !== "") {
    return { problem: "The address holds a user or a password.", fix: "Write them under `user` and `passwordFile`." };
  }
  return { value: given };
});

const clientId = scalar({ type: "string" }, (given) =>
  /^[\x21-\x7e]{1,64}$/.test(given)
    ? { value: given }
    : { problem: `"${given}" is no client id.`, fix: "Take 1 to 64 letters and digits, without blanks." },
);

/** How a broker is reached; the same for every way that uses one. */
export const brokerFields = {
  url: need(address, "Such as mqtts://broker.example:8883; mqtt, mqtts, ws or wss."),
  clientId: may(clientId, "By which the broker knows us; `celadon-` and the name of the broker where absent."),
  user: may(text, "The name to log in with."),
  password: may(text, "The password to log in with."),
  passwordFile: may(text, "A file that holds the password."),
  caFile: may(
    text,
    "A file with the certificates that may sign the broker's, in PEM; those of the system where absent.",
  ),
  certFile: may(text, "A file with our own certificate, in PEM."),
  keyFile: may(text, "A file with the key of our certificate, in PEM."),
  version: may(choice("3.1.1", "5"), "Of MQTT; 3.1.1 where absent."),
  keepAliveSeconds: may(whole(5, 3_600), "A silent connection is looked after so often; 60 where absent."),
  inFlight: may(whole(1, 65_535), "Messages in hand at most; 2000 where absent."),
} as const;

export type BrokerEntry = RecordOf<typeof brokerFields>;
