/** The rows of an answer in JSONEachRow, one a line. */
export const parsedRows = <Row>(body: string): Row[] =>
  body
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Row => JSON.parse(line));
