import type { Factor } from "@celadon/factors";
import type { Factor as FactorMessage, FactorUncertainty } from "@celadon/proto";

/** A factor row with its papers, as the contract has it. */
export const factorMessage = ({ value, gwpSet, dataYear, source, uncertainty, ...row }: Factor): FactorMessage => ({
  id: row.id,
  activity: row.activity,
  value: value.toFixed(),
  unit: row.unit,
  perUnit: row.perUnit,
  gas: row.gas,
  gwpSet: gwpSet === undefined ? "" : gwpSet,
  region: row.region,
  validFrom: row.validFrom,
  validTo: row.validTo,
  dataYear: dataYear === undefined ? notOfAYear : dataYear,
  purposes: row.purposes,
  source: { ...source, url: source.url === undefined ? "" : source.url },
  licence: row.licence,
  uncertainty: uncertaintyMessage(uncertainty),
  confidence: row.confidence,
  note: row.note === undefined ? "" : row.note,
});

/** The contract's word for a row that is no statistic of a year. */
const notOfAYear = 0;

function uncertaintyMessage(uncertainty: Factor["uncertainty"]): FactorUncertainty {
  const { kind, ...parameters } = uncertainty;
  return {
    kind,
    parameters: Object.entries(parameters).map(([name, parameter]) => ({ name, value: parameter.toFixed() })),
  };
}
