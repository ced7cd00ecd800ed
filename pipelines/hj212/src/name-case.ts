const suffixes = [
  ...["Rtd", "Min", "Avg", "Max", "Cou", "ZsRtd", "ZsMin", "ZsAvg", "ZsMax", "Flag", "EFlag", "SampleTime"],
  ...["Data", "DayData", "NightData", "Info", "SN", "RS", "RT"],
];
const plainNames = [
  ...["QN", "PNUM", "PNO", "DataTime", "BeginTime", "EndTime", "SystemTime", "RestartTime", "PolId", "InfoId"],
  ...["QnRtn", "ExeRtn", "RtdInterval", "MinInterval", "OverTime", "ReCount", "NewPW"],
];
const byLowerCase = (words: readonly string[]): ReadonlyMap<string, string> =>
  new Map(words.map((word) => [word.toLowerCase(), word]));
const [ofSuffixes, ofNames] = [byLowerCase(suffixes), byLowerCase(plainNames)];

/** A letter and five digits are of 2017 and small; flows, states of flues and facilities are of 2005 and great. */
const codeOf = (code: string): string => {
  if (/^[A-Z]\d{5}$/.test(code)) return code.toLowerCase();
  return /^(?:b0[12]|s\d\d|sb\d{1,3})$/i.test(code) ? code.toUpperCase() : code;
};

/**
 * A name of the data area in the capitals of the standard, where it is one of its names; any other as it is. Names are case-sensitive by
 * the text, and devices err: `w01018-Rtd=0,w01018-flag=D` must not become a value without its flag.
 */
export function usualCase(name: string): string {
  const hyphen = name.indexOf("-");
  if (hyphen === -1) return ofNames.get(name.toLowerCase()) ?? name;
  const suffix = name.slice(hyphen + 1);
  return `${codeOf(name.slice(0, hyphen))}-${ofSuffixes.get(suffix.toLowerCase()) ?? suffix}`;
}
