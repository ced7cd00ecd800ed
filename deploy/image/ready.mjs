// Asks the process of this container whether it is ready, for the health check: ends with 0 when it is.
import { request as http } from "node:http";
import { request as https } from "node:https";

const { CELADON_LISTEN: listen = "127.0.0.1", CELADON_TLS_CERT: cert, CELADON_HTTP_PORT: port = "8470" } = process.env;
const host = ["0.0.0.0", "::", ""].includes(listen) ? "127.0.0.1" : listen;
const ask = cert === undefined || cert === "" ? http : https;
// The certificate names the process as others know it, and not this address of the container's own.
const asked = ask({ host, port, path: "/ready", timeout: 4_000, rejectUnauthorized: false });
asked.on("response", ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1));
asked.on("timeout", () => process.exit(1));
asked.on("error", () => process.exit(1));
asked.end();
