import type { DeadLetterRow } from "./dead-letter-row.ts";
import { failedAndTold } from "./ending.ts";
import { askJson, type Refusal, refusalOf, type Service } from "./service.ts";
import type { Shell } from "./shell.ts";

/** What is done with dead letters, and how it is said. */
interface Decision {
  readonly verb: "replay" | "drop";
  readonly origins: readonly string[];
  readonly who: string;
  readonly why: string;
  /** For scripts: an array with an answer or a refusal for each letter. */
  readonly json?: boolean | undefined;
}

type Answer = DeadLetterRow & { readonly changed: boolean; readonly position?: string };

const said = {
  replay: { done: "replayed", before: "was replayed before: nothing was published" },
  drop: { done: "dropped", before: "was dropped before" },
} as const;

/** Decides about each letter in turn; one that is refused does not stop the others, and ends the command with 1 when all were tried. */
export async function decideLetters(shell: Shell, service: Service, decision: Decision): Promise<void> {
  const { verb, origins, json } = decision;
  const answers: (Answer | { readonly origin: string; readonly error: Refusal })[] = [];
  for (const origin of origins) {
    const answer = await decided(service, origin, decision);
    answers.push(answer);
    if (json === true) continue;
    if ("error" in answer) shell.note(`${origin}  ${answer.error.message}\n`);
    else await shell.print(`${origin}  ${answer.changed ? said[verb].done : said[verb].before}\n`);
  }
  if (json === true) await shell.print(`${JSON.stringify(answers)}\n`);
  if (answers.some((answer) => "error" in answer)) throw failedAndTold();
}

async function decided(service: Service, origin: string, { verb, who, why }: Decision) {
  try {
    return await askJson<Answer>(service, {
      method: "POST",
      path: `/v1/dead-letters/${encodeURIComponent(origin)}/${verb}`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ who, why }),
    });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined || refusal.status >= 500) throw error;
    return { origin, error: refusal };
  }
}
