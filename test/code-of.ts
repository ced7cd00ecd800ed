const token = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** Source text without its comments; strings stay, and so do line numbers. Prose may name what code may not use. */
export const codeOf = (text: string): string =>
  text.replace(token, (match, quoted: string | undefined) => quoted ?? match.replace(/[^\n]/g, " "));
