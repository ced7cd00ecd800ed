/** Marks of a certificate in one line, in both languages: of the figure itself first, then what its factor rows bring. */
export async function certificateMarks(marks: readonly string[]): Promise<string> {
  const { markWords } = await import("@celadon/footprint-to-certificate");
  const { own, rows } = markWords(marks);
  const both = ({ en, zh }: (typeof own)[number]): string => (zh === "" ? en : `${zh} ${en}`);
  const ofRows = rows.length === 0 ? [] : [`因子 factor rows: ${rows.map(both).join(", ")}`];
  return [...own.map(both), ...ofRows].join("; ");
}
