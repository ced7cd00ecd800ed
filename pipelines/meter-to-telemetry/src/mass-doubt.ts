import { Decimal, type Unit, unitOf, units } from "@celadon/quantity";

/** What a station says of one substance in one period, each number times 10^6 in its own unit. */
export interface MassCheck {
  /** Amount of the substance (HJ 212: its `Cou`). */
  readonly massMicro: bigint;
  readonly massUnit: string;
  /** Its mean concentration (`Avg`; never an oxygen-normalised one). */
  readonly concentrationMicro: bigint;
  readonly concentrationUnit: string;
  /** m3 that flowed in the same period (`Cou` of w00000 or a00000). */
  readonly flowM3Micro: bigint;
}

/**
 * Why the mass of a substance is doubted: it is not concentration times flow, by a whole thousand or million.
 *
 *   r = mass / (concentration · flow)      [kg / (kg/m3 · m3)]
 *
 * Doubted: r within a factor of two of 10^±3 or 10^±6, which one wrong unit explains. A few percent are normal, because the mean is
 * seldom weighted by the flow, and anything between is no matter of units. The sentence names the units that would agree.
 *
 * It CANNOT see units that are wrong alike: 40 mg/L with kg and 40 ug/L with g are the same numbers for the same water (so check that
 * chromium(VI) is no more than all chromium, `chromiumDoubt`, and let the plant's engineer confirm the units). For gas ng/m3 with g and
 * mg/m3 with kg do differ, by a thousand. Nothing is said where one of the three is zero or less, or a unit is unknown.
 */
export function massDoubt(check: MassCheck): string | undefined {
  const [mass, concentration] = [
    unitNamed(check.massUnit, "mass"),
    unitNamed(check.concentrationUnit, "concentration"),
  ];
  if (mass === undefined || concentration === undefined) return undefined;
  if (check.massMicro <= 0n || check.concentrationMicro <= 0n || check.flowM3Micro <= 0n) return undefined;
  const expected = times(check.concentrationMicro, concentration).times(perM3).times(micro(check.flowM3Micro));
  const power = powerNear(times(check.massMicro, mass).dividedBy(expected));
  if (power === undefined) return undefined;
  const made = `${micro(check.concentrationMicro)} ${concentration.symbol} make in ${micro(check.flowM3Micro)} m3`;
  return `${micro(check.massMicro)} ${mass.symbol} is ${words[power]} what ${made}: one of the units is wrong. They agree as ${agreeing(power, mass, concentration).join(", or as ")}: ask the station, then write \`sends: UNIT\` at the channel whose unit is wrong.`;
}

/** 1 mg/L, the base of concentrations, in kg/m3. */
const perM3 = "0.001";

const micro = (value: bigint): Decimal => new Decimal(value.toString()).dividedBy(1_000_000);

const sizeOf = ({ numerator, denominator }: Unit): Decimal => new Decimal(numerator).dividedBy(denominator);

const times = (value: bigint, unit: Unit): Decimal => micro(value).times(sizeOf(unit));

function unitNamed(symbol: string, dimension: Unit["dimension"]): Unit | undefined {
  const unit = unitOf(symbol);
  return unit.kind === "accept" && unit.value.dimension === dimension ? unit.value : undefined;
}

/** The powers of ten that a wrong unit makes. */
const words = { 3: "a thousand times", 6: "a million times", [-3]: "a thousandth of", [-6]: "a millionth of" } as const;
const powers = [3, -3, 6, -6] as const;

const powerNear = (ratio: Decimal): (typeof powers)[number] | undefined =>
  powers.find((power) => {
    const off = ratio.dividedBy(new Decimal(10).pow(power));
    return off.greaterThan("0.5") && off.lessThan(2);
  });

/** Units of the same kind of water or gas (per L, per m3) that make the ratio one. */
function agreeing(power: number, mass: Unit, concentration: Unit): readonly string[] {
  const per = ({ symbol }: Unit): string | undefined => symbol.split("/")[1];
  const masses = units.filter(({ symbol }) => ["mg", "g", "kg", "t"].includes(symbol));
  const concentrations = units.filter((unit) => unit.dimension === "concentration" && per(unit) === per(concentration));
  const wanted = sizeOf(mass).dividedBy(sizeOf(concentration)).dividedBy(new Decimal(10).pow(power));
  return masses.flatMap((one) =>
    concentrations
      .filter((other) => sizeOf(one).dividedBy(sizeOf(other)).equals(wanted))
      .map((other) => `${one.symbol} with ${other.symbol}`),
  );
}
