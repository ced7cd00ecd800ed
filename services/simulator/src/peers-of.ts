import { chanceOf, shareAt } from "./chance.ts";
import { placeNames } from "./place-names.ts";
import type { Range, Scenario, SimulatedChannel, Source } from "./scenario.ts";
import { triangular } from "./triangular.ts";

/** One invented plant of a population, and what a plant file must say of it instead of the template's. */
export interface Peer {
  readonly scenario: Scenario;
  readonly factory: string;
  readonly name: { readonly en: string; readonly zh: string };
  /** Whether its meters lose days, so that it ranks with gaps or not at all. */
  readonly isPoorlyMetered: boolean;
}

/**
 * Plants like the template: each draws its size, its intensities (where the template has a range) and its reliability. A
 * peer depends on its number and the seed alone, so a longer list begins with the shorter one.
 */
export const peersOf = (template: Scenario, count: number, seed: number): readonly Peer[] =>
  Array.from({ length: count }, (_, index) => peerOf(template, index, seed));

function peerOf(template: Scenario, index: number, seed: number): Peer {
  const { peers, production } = template;
  if (peers === undefined)
    throw new Error(`Scenario "${template.factory}" has no peers: say under "peers" how plants like it differ.`);
  const factory = `${template.factory}-${String(index + 1).padStart(2, "0")}`;
  const draw = (what: string): number => shareAt(chanceOf(seed, template.factory, what, "peer"), index);
  const drawn = (range: Range, what: string): Range => {
    const mode = triangular(range, draw(what));
    return { low: mode, mode, high: mode };
  };
  const isPoorlyMetered = draw("reliability") < peers.poor;
  const { peers: _, ...rest } = template;
  const scenario: Scenario = {
    ...rest,
    factory,
    production: { ...production, perDay: drawn(production.perDay, "size") },
    channels: template.channels.map((channel) => peerChannel(channel, drawn)),
    faults: isPoorlyMetered ? { ...rest.faults, lostDay: { perMonth: peers.lostDaysPerMonth } } : rest.faults,
  };
  return { scenario, factory, name: nameOf(peers.name, index, seed), isPoorlyMetered };
}

type Drawn = (range: Range, what: string) => Range;

const peerChannel = (channel: SimulatedChannel, drawn: Drawn): SimulatedChannel => ({
  ...channel,
  source: peerSource(channel.source, channel.name, drawn),
});

function peerSource(source: Source, name: string, drawn: Drawn): Source {
  switch (source.kind) {
    case "perUnit":
      return { ...source, perUnit: drawn(source.perUnit, name) };
    case "perDay":
      return { ...source, perDay: drawn(source.perDay, name) };
    case "level":
      return { ...source, level: drawn(source.level, name) };
    case "production":
    case "receipts":
    case "sum":
      return source;
  }
}

/** The places in an order of the seed; a second round has numbers. */
function nameOf(pattern: Peer["name"], index: number, seed: number): Peer["name"] {
  const chance = chanceOf(seed, "places");
  const order = placeNames
    .map((place, at) => ({ place, key: shareAt(chance, at) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ place }) => place);
  const place = order[index % order.length] as (typeof order)[number]; // the list is not empty
  const round = Math.floor(index / order.length) + 1;
  const number = round === 1 ? "" : ` ${round}`;
  return {
    en: pattern.en.replace("{place}", `${place.en}${number}`),
    zh: pattern.zh.replace("{place}", `${place.zh}${number.trim()}`),
  };
}
