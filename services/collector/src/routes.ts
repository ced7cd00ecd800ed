import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isName } from "@celadon/quantity";
import { jsonArray, ownFactories, type Routes, refuse, refuseForeign } from "@celadon/runtime";
import { decoderOf, type ReadingFormat, readingFormats } from "./decoder-of.ts";
import { type StationPorts, stationRoutes } from "./hj212/station-routes.ts";
import { type CollectorPorts, type IngestReport, ingest } from "./ingest.ts";
import { listRefused } from "./list-refused.ts";
import { refuseOthersRequest, requestName } from "./request-name.ts";

interface ReadingsQuery {
  readonly factory?: string;
  readonly format?: string;
  readonly import?: string;
}

const sending = { config: { access: ownFactories("meter", "engineer") } };

/** `POST /v1/readings` in JSON, NDJSON and CSV, plain or gzip; the refused lines of an earlier request; and stations. */
export const collectorRoutes =
  (ports: CollectorPorts & Pick<StationPorts, "ofFile" | "seenOf">): Routes =>
  async (app) => {
    await stationRoutes(ports)(app);
    app.post<{ Querystring: ReadingsQuery }>("/v1/readings", sending, async (request, reply) => {
      ports.refuseWhenStalled();
      const receivedMs = ports.now();
      const { factory, import: importName } = request.query;
      if (factory !== undefined && !isName(factory)) {
        throw refuse({
          status: 400,
          code: "bad-name",
          message: `"${factory}" is no name of a factory: letters, digits, blanks and ._/()+-.`,
        });
      }
      const { caller } = request;
      if (factory !== undefined) refuseForeign(caller, factory);
      const format = formatOf(request.query.format, request.headers["content-type"]);
      const door = await decoderOf({ format, factory, importName, receivedMs }, ports.store);
      const body = decompressed(request.raw, request.headers["content-encoding"]);
      const { report, broken } = await ingest(
        body,
        door,
        { request: requestName(caller), origin: `http:${request.ip}`, receivedMs, caller },
        ports,
      );
      if (broken !== undefined) {
        throw refuse({ status: 400, code: "body-broken", message: brokenText(broken, report), details: report });
      }
      if (report.accepted + report.quarantined + report.rejected === 0) {
        const message = "The body holds no reading: send readings as JSON, NDJSON or CSV.";
        throw refuse({ status: 400, code: "empty-body", message });
      }
      return reply.send(report);
    });

    app.get<{ Params: { id: string } }>("/v1/requests/:id/refused", sending, async (request, reply) => {
      refuseOthersRequest(request.caller, request.params.id);
      reply.type("application/json; charset=utf-8");
      return Readable.from(await jsonArray(listRefused(ports.store, request.params.id)));
    });
  };

function brokenText(broken: Error, { accepted, quarantined, rejected }: IngestReport): string {
  const behind = `behind reading ${accepted + quarantined + rejected}`;
  const again = "Send it again whole: what is stored already changes nothing.";
  const code = "code" in broken ? String(broken.code) : "";
  if (code === "Z_BUF_ERROR") return `The gzip ends in the middle, ${behind}. ${again}`;
  if (code.startsWith("Z_")) {
    return `Content-Encoding says gzip, and the body is none ${behind} (${broken.message}): leave that header out, or compress the body. ${again}`;
  }
  return `The body broke off ${behind} (${broken.message}). ${again}`;
}

function formatOf(asked: string | undefined, contentType: string | undefined): ReadingFormat {
  if (asked !== undefined) {
    const format = readingFormats.find((name) => name === asked);
    if (format !== undefined) return format;
    throw refuse({
      status: 400,
      code: "bad-format",
      message: `"format" is "${asked}", and must be one of ${readingFormats.join(", ")}.`,
    });
  }
  const type = contentType?.split(";")[0]?.trim().toLowerCase();
  if (type === "text/csv") return "csv";
  return type === "application/json" ? "json" : "ndjson";
}

/**
 * The plain bytes of a body. Whoever stops reading early leaves the connection as it is: the answer that says why still has
 * to go out on it, and the server then drains what comes.
 */
function decompressed(raw: IncomingMessage, contentEncoding: string | undefined): AsyncIterable<Uint8Array> {
  const encoding = contentEncoding?.trim().toLowerCase();
  if (encoding === undefined || encoding === "" || encoding === "identity") {
    return { [Symbol.asyncIterator]: () => raw.iterator({ destroyOnReturn: false }) };
  }
  if (encoding !== "gzip" && encoding !== "x-gzip") {
    throw refuse({
      status: 415,
      code: "bad-encoding",
      message: `Content-Encoding "${encoding}" is not known: send gzip, or none.`,
    });
  }
  const gunzip = createGunzip();
  raw.on("error", (error) => gunzip.destroy(error));
  return raw.pipe(gunzip);
}
