import { credentialLengthMax } from "@celadon/footprint-to-certificate";
import { readInstant } from "@celadon/quantity";
import { anyRole, bodyText, noFactory, ownFactories, type Routes, reaches, refuse } from "@celadon/runtime";
import { certificateOf, revoke } from "./certificate-of.ts";
import { certificateRow } from "./certificate-row.ts";
import { checkCertificate } from "./check-certificate.ts";
import { issue } from "./issue.ts";
import { issuerDocumentOf } from "./issuer-document-of.ts";
import type { CertificatePorts } from "./ports.ts";

const smallBytesMax = 65_536;
const pdfEnding = ".pdf";

const issuing = { config: { access: ownFactories("issuer") } };
const seeing = { config: { access: ownFactories("reader", "engineer", "assessor", "issuer") } };
const checking = { config: { access: anyRole } };
/** To speak in another name changes what every certificate of this installation says: only an operator may. */
const renaming = { config: { access: noFactory("operator") } };

/** Certificates over HTTP: issue, list, fetch as credential or as a page to print, check any, revoke, and the issuer document. */
export const certificateRoutes =
  (ports: CertificatePorts): Routes =>
  (app) => {
    const { registry, issuer, now } = ports;
    app.post("/v1/certificates", issuing, async (request, reply) => {
      const body = objectOf(await bodyText(request.raw, smallBytesMax));
      const wanted = {
        footprint: textOf(body, "footprint"),
        replaces: body["replaces"] === undefined ? "" : textOf(body, "replaces"),
        validFromMs: instantOf(body, "validFrom"),
        validUntilMs: instantOf(body, "validUntil"),
        validMonths: body["validMonths"] === undefined ? undefined : Number(body["validMonths"]),
      };
      const issued = await issue(wanted, ports, request.caller);
      return reply.send({ ...certificateRow(issued), credential: issued.credential });
    });
    app.get("/v1/certificates", seeing, async ({ caller }) => {
      const { factories } = caller;
      return (await registry.list()).filter(({ factory }) => reaches({ factories }, factory)).map(certificateRow);
    });
    app.get<{ Params: { id: string } }>("/v1/certificates/:id", seeing, async ({ params: { id }, caller }, reply) => {
      if (!id.endsWith(pdfEnding)) {
        return reply.type("application/vc+jwt").send((await certificateOf(registry, id, caller)).credential);
      }
      const certificate = await certificateOf(registry, id.slice(0, -pdfEnding.length), caller);
      const { certificatePdf } = await import("./certificate-pdf.ts"); // fonts and all: only who asks for a page waits for them
      return reply.type("application/pdf").send(await certificatePdf(certificate));
    });
    app.post("/v1/certificates/verify", checking, async (request) => {
      // Some bytes above the limit, so that the sentence is about certificates.
      const { result, checks, claims } = await checkCertificate(
        await bodyText(request.raw, credentialLengthMax + smallBytesMax),
        ports,
      );
      return { result, checks, claims: claims ?? null };
    });
    app.post<{ Params: { id: string } }>("/v1/certificates/:id/revoke", issuing, async (request) => {
      const body = objectOf(await bodyText(request.raw, smallBytesMax));
      const [who, why] = [body["who"], body["why"]].map((text) => (typeof text === "string" ? text : ""));
      const words = { who: who as string, why: why as string }; // both were just made text
      return certificateRow(await revoke(registry, { id: request.params.id, ...words, atMs: now() }, request.caller));
    });
    app.get<{ Querystring: { of?: string | string[] } }>("/v1/issuer", checking, async ({ query: { of }, caller }) => {
      if (Array.isArray(of)) throw bad(`"of" is said ${of.length} times, and must be the id of one certificate.`);
      return issuerDocumentOf(ports, of, caller);
    });
    app.post("/v1/issuer", renaming, async (request) => {
      const body = objectOf(await bodyText(request.raw, smallBytesMax));
      const did = body["did"] === undefined ? undefined : textOf(body, "did");
      if (did !== undefined && !/^did:web:[A-Za-z0-9.%:_-]+$/.test(did)) {
        throw bad(
          `"did" is "${did}", and must be a did:web of yours, for example did:web:example.com; or leave it away.`,
        );
      }
      await issuer.rename(textOf(body, "name").trim(), did);
      return issuerDocumentOf(ports, undefined, request.caller);
    });
  };

const bad = (message: string) => refuse({ status: 400, code: "bad-request", message });

type Body = Readonly<Record<string, unknown>>;

function objectOf(text: string): Body {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return { ...value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw bad("The body must be one JSON object.");
}

function textOf(body: Body, name: string): string {
  const value = body[name];
  if (typeof value === "string" && value.trim() !== "") return value;
  throw bad(`"${name}" must be given, as text.`);
}

function instantOf(body: Body, name: string): number | undefined {
  if (body[name] === undefined) return undefined;
  const atMs = readInstant(textOf(body, name));
  if (atMs !== undefined) return atMs;
  throw bad(
    `"${name}" is "${body[name]}", which is no date and time with its offset: write 2026-01-31T00:00:00+08:00.`,
  );
}
