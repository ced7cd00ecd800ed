/** The eight items of every frame. */
export const codes = [...["w00000", "w01018", "w21003", "w21011", "w21001", "w01001", "w01010", "w01012"]] as const;

export const mnOf = (station: number): string => station.toString(16).toUpperCase().padStart(24, "0");
const nameOf = (station: number): string => `s${station}`;
const factoryOf = (station: number, factories: number): string => `plant-${station % factories}`;

/** A meters file with so many stations of so many factories. */
export const metersFile = (port: number, stations: number, factories: number): string =>
  [
    "hj212:",
    `  listen: 127.0.0.1:${port}`,
    "  connections: 20000",
    "  stations:",
    ...Array.from(
      { length: stations },
      (_, i) => `    ${nameOf(i)}: { mn: "${mnOf(i)}", factory: ${factoryOf(i, factories)}, password: "123456" }`,
    ),
    "",
  ].join("\n");

/** The plant model of one factory: every channel of its stations is declared. */
export function plantOfStations(factory: number, stations: number, factories: number): string {
  const own = Array.from({ length: stations }, (_, i) => i).filter((i) => i % factories === factory);
  const channelOf = (station: number, code: string): string => {
    const rule =
      code === "w00000"
        ? "{ kind: rate, unit: L/s, period: 10s }"
        : `{ kind: state, unit: ${unitOf(code)}, period: 10s }`;
    return `  ${nameOf(station)}/2011/${code}-Rtd: ${rule}`;
  };
  return [
    `factory: ${factoryOf(factory, factories)}`,
    ...["timeZone: UTC", "place: CN", "effectiveFrom: 2025-12-01", "channels:"],
    ...own.flatMap((station) => codes.map((code) => channelOf(station, code))),
    ...["processes:", "  hall:", "    makes:", "      operation year: 1 year per year", "products:"],
    "  operation year: { name: { en: One year of operation }, declaredUnit: 1 year, boundary: gate-to-gate, period: year }",
    "",
  ].join("\n");
}

const unitOf = (code: string): string => (code === "w01001" ? "pH" : code === "w01010" ? "degC" : "mg/L");
