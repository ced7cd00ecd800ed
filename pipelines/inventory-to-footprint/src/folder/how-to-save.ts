/**
 * The fix for a list that a spreadsheet saved in another way: by its first line, parted by semicolons or tabs (as in many countries), or
 * not in UTF-8 (which leaves zeros or signs of replacement). Nothing where it is none of these.
 */
export function howToSave(header: readonly string[]): string {
  if (header.some((cell) => cell.includes("\u0000") || cell.includes("\uFFFD")))
    return " The file is not in UTF-8: save it as CSV UTF-8.";
  const [only, ...more] = header;
  const sign = more.length > 0 ? undefined : [";", "\t"].find((one) => only?.includes(one) === true);
  if (sign === undefined) return "";
  const how = sign === ";" ? "semicolons" : "tabs";
  return ` The file is parted by ${how}: save it as CSV with commas between cells, and points in numbers.`;
}
