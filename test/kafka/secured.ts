import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { freePorts } from "./free-ports.ts";

/** A listener with TLS and a user, besides the open one. */
export interface Secured {
  readonly address: string;
  /** PEM: whom to trust. */
  readonly ca: string;
  readonly user: string;
  readonly password: string;
  /** What the broker must be told: by its properties, and when its storage is made. */
  readonly properties: Readonly<Record<string, string>>;
  readonly format: readonly string[];
}

const user = "celadon";
const password = "let-me-in";
const storePassword = "changeit"; // of a key that lives as long as the test

/** Makes a key in `folder` with Java's own tool, and settings by which the broker asks for `user`. */
export async function securedListener(folder: string): Promise<Secured> {
  const [port] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const store = join(folder, "broker.p12");
  const ca = join(folder, "broker.pem");
  const common = ["-keystore", store, "-storepass", storePassword, "-alias", "broker"];
  const name = ["-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1", "-ext", "bc:c"];
  execFileSync("keytool", ["-genkeypair", ...common, "-keyalg", "EC", "-validity", "2", ...name], { stdio: "ignore" });
  execFileSync("keytool", ["-exportcert", "-rfc", ...common, "-file", ca], { stdio: "ignore" });
  const login = (module: string, more = ""): string =>
    `org.apache.kafka.common.security.${module}LoginModule required${more};`;
  const scrams = ["SCRAM-SHA-256", "SCRAM-SHA-512"];
  const byScram = scrams.map((name) => [
    `listener.name.sasl_ssl.${name.toLowerCase()}.sasl.jaas.config`,
    login("scram.Scram"),
  ]);
  return {
    ...{ address, user, password, ca: readFileSync(ca, "utf8") },
    format: scrams.flatMap((name) => ["--add-scram", `${name}=[name=${user},password=${password}]`]),
    properties: {
      "ssl.keystore.type": "PKCS12",
      "ssl.keystore.location": store,
      "ssl.keystore.password": storePassword,
      "sasl.enabled.mechanisms": ["PLAIN", ...scrams].join(","),
      "listener.name.sasl_ssl.plain.sasl.jaas.config": login("plain.Plain", ` user_${user}="${password}"`),
      ...Object.fromEntries(byScram),
    },
  };
}
