import { parts } from "./parts.ts";

/** The tables by which the gateway finds the process that answers, for nginx: of all parts, as they declare themselves. */
export function gatewayRoutes(): string {
  const of = Object.entries(parts);
  const http = of.flatMap(([process, { routes }]) => routes.map((route) => [patternOf(route), process]));
  const grpc = of.flatMap(([process, { services }]) => services.map((name) => [`~^/${escaped(name)}/`, process]));
  return `# Who answers what. Made of the routes and services of each part: npx vitest run test/deploy/gateway.test.ts -u

${mapOf('"$request_method $request_uri"', "$celadon_http", http)}

${mapOf("$uri", "$celadon_grpc", grpc)}
`;
}

const escaped = (text: string): string => text.replaceAll(".", "\\.");

/** `GET /v1/plants/:factory` as nginx matches a method and an address. Who may get may ask for the head alone. */
function patternOf(route: string): string {
  const [method = "", path = ""] = route.split(" ");
  const segments = escaped(path).replaceAll(/:[a-zA-Z]+/g, "[^/?]+");
  return `~^${method === "GET" ? "(GET|HEAD)" : method} ${segments}(\\?|$)`;
}

function mapOf(from: string, to: string, rows: readonly (readonly string[])[]): string {
  const lines = rows.map(([pattern, process]) => `  "${pattern}" ${process};`);
  return [`map ${from} ${to} {`, `  default "";`, ...lines, "}"].join("\n");
}
