import type { Channel, PlantModel } from "@celadon/activity-to-inventory";
import type { Scenario } from "@celadon/simulator";

type SimulatedChannel = Scenario["channels"][number];

/** A meter's mean share of what it is rated for, and what it has where nothing is said, in its unit per hour. */
const loadShare = 0.35;
const perHourUsual = 40;
const standby = 0.3;
const hourMs = 3_600_000;
const micro = 1_000_000;

export interface DerivedScenario {
  readonly scenario: Scenario;
  /** Channels that are not simulated: of a laboratory, of whole months, or of fixed days of 24 hours. */
  readonly leftOut: readonly string[];
}

/**
 * A plant that could be this one: two shifts from Monday to Saturday, one of them on Saturday. The first amount that a process makes is
 * the production; what has amounts follows it, with a share that goes on day and night, at 35 % of what its meter is rated for; a
 * state lies between its bounds, or at one where it has only that. Undefined where no channel can be simulated.
 */
export function scenarioOfPlant(plant: PlantModel): DerivedScenario | undefined {
  const meters = new Map(plant.channels.flatMap((channel) => [[channel, meterOf(channel)] as const]));
  const simulated = plant.channels.filter((channel) => meters.get(channel) !== undefined);
  const isAmount = ({ kind }: Channel): boolean => kind !== "state";
  const made = new Set(plant.processes.flatMap(({ makes }) => makes.flatMap(({ amount }) => channelsIn(amount.of))));
  const production =
    simulated.find((channel) => isAmount(channel) && made.has(channel.name)) ?? simulated.find(isAmount);
  if (production === undefined) return undefined;
  const perDay = 24 * perHourOf(production);
  const channels = [production, ...simulated.filter((one) => one !== production)].map(
    (channel): SimulatedChannel => ({
      name: channel.name,
      meter: meters.get(channel) ?? { kind: "unmetered" },
      source: sourceOf(channel, { production: production.name, perDay }),
      ...{ sumOf: [], less: [], season: 0, spread: 0.08, noise: 0.1, stepMicro: 1_000 },
    }),
  );
  const scenario: Scenario = {
    factory: plant.factory,
    timeZone: plant.timeZone,
    begins: Temporal.Instant.fromEpochMilliseconds(plant.effectiveFromMs)
      .toZonedDateTimeISO(plant.timeZone)
      .toPlainDate()
      .toString(),
    shifts: [
      { weekdays: [1, 2, 3, 4, 5], from: 6, to: 22 },
      { weekdays: [6], from: 6, to: 14 },
    ],
    stops: [],
    production: { channel: production.name, perDay: exactly(perDay) },
    channels,
    faults: {},
    events: [],
  };
  return { scenario, leftOut: plant.channels.filter((one) => !simulated.includes(one)).map(({ name }) => name) };
}

const exactly = (mode: number) => ({ low: mode, mode, high: mode });

const channelsIn = (of: PlantModel["processes"][number]["makes"][number]["amount"]["of"]): readonly string[] =>
  of.kind === "channels" ? of.terms.map(({ channel }) => channel) : [];

const perHourOf = ({ ratedPerHour, multiplier }: Channel): number =>
  ratedPerHour === undefined ? perHourUsual : (loadShare * Number(ratedPerHour)) / Number(multiplier);

function sourceOf(
  channel: Channel,
  { production, perDay }: { readonly production: string; readonly perDay: number },
): SimulatedChannel["source"] {
  if (channel.name === production) return { kind: "production" };
  if (channel.kind !== "state")
    return {
      kind: "perUnit",
      perUnit: exactly((24 * perHourOf(channel)) / perDay),
      of: production,
      standby,
    };
  const { minimum, maximum } = channel;
  const bounds = [minimum, maximum].filter((bound) => bound !== undefined).map(Number);
  const level = bounds.reduce((sum, bound) => sum + bound / bounds.length, bounds.length === 0 ? perHourUsual : 0);
  return { kind: "level", level: exactly(level) };
}

/** Undefined for periods that a simulated meter does not have. */
function meterOf(channel: Channel): SimulatedChannel["meter"] | undefined {
  const { kind, periodMs, isCalendarDay, isCalendarMonth, modulus, stamp } = channel;
  if (isCalendarMonth === true || kind === "sample") return undefined;
  if (isCalendarDay) return kind === "interval" ? { kind: "calendar-day" } : undefined;
  if (hourMs % periodMs !== 0 || periodMs < 60_000) return undefined;
  if (kind === "interval") return { kind, periodMs, isStampedAtStart: stamp === "start" };
  if (kind !== "counter") return { kind, periodMs };
  return { kind, periodMs, startMicro: 0, ...(modulus === undefined ? {} : { modulusMicro: Number(modulus) * micro }) };
}
