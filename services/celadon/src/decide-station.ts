import { askJson, type Service } from "./service.ts";
import type { Shell } from "./shell.ts";
import type { StationRow } from "./station-row.ts";

interface Decision {
  readonly mn: string;
  readonly verb: "adopt" | "ignore";
  readonly said: Readonly<Record<string, string>>;
  readonly json?: boolean | undefined;
}

/** Sends what was decided about a station, and says what becomes of it. */
export async function decideStation(shell: Shell, service: Service, { mn, verb, said, json }: Decision): Promise<void> {
  const station = await askJson<StationRow>(service, {
    method: "POST",
    path: `/v1/stations/${encodeURIComponent(mn)}/${verb}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(said),
  });
  if (json === true) return shell.print(`${JSON.stringify(station)}\n`);
  const { state, factory, name } = station;
  const what =
    state === "adopted"
      ? `is "${name}" of factory "${factory}": what waited of it is taken within seconds, and from now on it is answered.`
      : "is ignored: what waited of it is forgotten.";
  await shell.print(`${mn}  ${what}\n`);
}
