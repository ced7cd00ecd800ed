/** A week of a plant with a station at its outfall, and all that goes wrong in it. Names are those that HJ 212 gives its channels. */
export const weekChannels = {
  water: "outfall/2061/w00000-Cou",
  power: "outfall/3020/i33201-Info",
  gas: "outfall/2011/w91001-Rtd",
  steam: "outfall/2011/w91002-Rtd",
} as const;

/** `gas` is replaced on Friday, `power` starts again at a million, `steam` has a zero and loses readings for good. */
export const weekScenario = `factory: week
timeZone: Asia/Shanghai
begins: 2026-01-05
shifts:
  - { days: Mon-Fri, hours: 6-22 }
  - { days: Sat, hours: 6-14 }
production: { channel: ${weekChannels.water}, perDay: 960 }
channels:
  ${weekChannels.water}: { kind: interval, period: 1h, stamp: start, spread: 8 %, noise: 10 % }
  ${weekChannels.power}:
    { kind: counter, period: 30min, start: 985000, modulus: 1000000, perUnit: 18, standby: 20 %, noise: 5 %, whole: true }
  ${weekChannels.gas}: { kind: counter, period: 30min, start: 84210.5, perUnit: 0.4, standby: 10 %, noise: 5 % }
  ${weekChannels.steam}: { kind: counter, period: 30min, start: 120, perUnit: 1.2, standby: 30 %, noise: 5 % }
events:
  - { what: outage, at: 2026-01-06 08:10, hours: 5 }
  - { what: outage, channel: ${weekChannels.steam}, at: 2026-01-07 02:10, hours: 3, after: lost }
  - { what: zero, channel: ${weekChannels.steam}, at: 2026-01-08 09:30 }
  - { what: doubled, at: 2026-01-08 13:00, hours: 2 }
  - { what: replacement, channel: ${weekChannels.gas}, at: 2026-01-09 11:00, opens: 3 }
  - { what: late, at: 2026-01-10 10:00, hours: 2, by: 5 }
`;

/** The same plant for each way, under the name of a factory of its own. `faster`: as many times as its meters seem to run faster. */
export const weekPlant = (factory: string, faster = 1): string => `factory: ${factory}
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 2025-01-01
simulated: true
channels:
  ${weekChannels.water}: { kind: interval, unit: m3, period: 1h, stamp: start }
  ${weekChannels.power}:
    { kind: counter, unit: kWh, period: 30min, maxGap: 1h, modulus: 1000000, ratedPerHour: ${2_000 * faster} }
  ${weekChannels.gas}: { kind: counter, unit: Nm3, period: 30min, maxGap: 1h, ratedPerHour: ${100 * faster} }
  ${weekChannels.steam}: { kind: counter, unit: t, period: 30min, maxGap: 1h, ratedPerHour: ${200 * faster}, footprint: false }
processes:
  treatment:
    makes: { water: ${weekChannels.water} }
    takes:
      power: { amount: "${weekChannels.power}", factor: electricity/grid }
      gas: { amount: "${weekChannels.gas}", factor: fuel/natural-gas }
products:
  water: { declaredUnit: 1 m3, boundary: gate-to-gate, period: month }
`;

/** The name of a metric of edge node `outfall`. */
const behind = (channel: string): string => channel.slice("outfall/".length);

/** One meters file for all ways; each has a source `outfall` of a factory of its own. */
export const weekMeters = ({
  station,
  slave,
  broker,
}: {
  readonly station: number;
  readonly slave: number;
  readonly broker: string;
}): string => `hj212:
  listen: 127.0.0.1:${station}
  framesPerSecond: 10000
  stations:
    outfall: { mn: 010000A8900016F000169DC0, factory: by-hj212, version: "2025" }
mqtt:
  hall:
    url: ${broker}
    sources:
      outfall:
        topic: plant/+command/+code
        factory: by-mqtt
        time: { at: ts, form: epoch-ms }
        backfill: resent
        readings: [{ channel: "outfall/{command}/{code}", value: data.value }]
sparkplug:
  hall:
    url: ${broker}
    clientId: celadon-edge
    primaryHost: celadon
    nodes:
      outfall:
        group: Mill
        node: gateway
        factory: by-sparkplug
        metrics:
          ${behind(weekChannels.water)}: { scale: 0.001, unit: m3 }
          ${behind(weekChannels.power)}: {}
          ${behind(weekChannels.gas)}: { scale: 0.001 }
          ${behind(weekChannels.steam)}: { scale: 0.000001 }
modbus:
  outfall:
    factory: by-modbus
    host: 127.0.0.1
    port: ${slave}
    everySeconds: 1
    timeoutSeconds: 1
    points:
      ${weekChannels.power}: { function: 3, address: 0, type: uint32 }
      ${weekChannels.gas}: { function: 3, address: 2, type: uint32, scale: 0.001, wordOrder: low-first }
      ${weekChannels.steam}: { function: 4, address: 10, type: int64, scale: 0.001 }
`;
