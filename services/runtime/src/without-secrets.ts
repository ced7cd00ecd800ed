const struck = "[secret]";
const secretName =
  "[\\w-]{0,64}(?:authorization|cookie|password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key)";

/** Each pattern keeps its first group, which says what was struck out. */
const patterns: readonly RegExp[] = [
  // A field that holds a secret, whatever object it stands in and however deep: "authorization":"...", a list too.
  new RegExp(`("${secretName}"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*"|\\[[^\\]]*\\])`, "gi"),
  // The same within a text that is JSON itself.
  new RegExp(`(\\\\"${secretName}\\\\"\\s*:\\s*)\\\\"[^"\\\\]*\\\\"`, "gi"),
  // A parameter of an address, and its user and password.
  new RegExp(`([?&]${secretName}=)[^&\\s"\\\\]+`, "gi"),
  /([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s"\\/@]*:[^\s"\\/@]*(?=@)/gi,
  // The value of an authorization header, in a sentence.
  /(\b(?:Bearer|Basic) +)[A-Za-z0-9+/._~=-]{4,}/g,
  /(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----).*?(?=-----END)/g,
];

/**
 * A line of the log without its secrets. It works on the finished line: an error brings along whatever its thrower hung on
 * it, at any depth, and a list of paths would have to know all of that.
 */
export const withoutSecrets = (line: string): string =>
  patterns.reduce((text, pattern) => text.replace(pattern, (_, kept: string) => said(kept)), line);

/** Struck out so that a line of JSON stays one. */
function said(kept: string): string {
  if (/\\"\s*:\s*$/.test(kept)) return `${kept}\\"${struck}\\"`;
  return /"\s*:\s*$/.test(kept) ? `${kept}"${struck}"` : `${kept}${struck}`;
}
