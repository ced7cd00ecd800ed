/** A cell of a CSV (RFC 4180), quoted where it has to be; line ends inside become blanks. */
export const csvCell = (text: string): string =>
  /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""').replace(/[\r\n]+/g, " ")}"` : text;
