import { refuse } from "@celadon/runtime";

/** What the body of an assessment may hold: the text of a scheme file, and of an answers file. An empty body holds neither. */
export interface AssessmentBody {
  readonly scheme?: string;
  readonly answers?: string;
}

/** Reads `{"scheme": "...", "answers": "..."}`; both may be left out, and there is nothing else. */
export function readAssessmentBody(text: string): AssessmentBody {
  if (text.trim() === "") return {};
  const body = parsed(text);
  for (const [name, value] of Object.entries(body)) {
    if (name !== "scheme" && name !== "answers") throw bad(`"${name}" is no part of it: write scheme or answers.`);
    if (typeof value !== "string") throw bad(`"${name}" must be the text of a file.`);
  }
  return body;
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw bad(`The body must be one JSON object, {"scheme": "...", "answers": "..."}, or empty.`);
}

const bad = (message: string) => refuse({ status: 400, code: "bad-request", message });
