import type { Path, Report } from "@celadon/activity-to-inventory/closed-yaml";
import { microOf } from "./meter-words.ts";
import type { Source } from "./scenario.ts";
import type { ChannelDraft } from "./scenario-shape.ts";

interface Place {
  readonly path: Path;
  readonly production: string | undefined;
  readonly isProduction: boolean;
  readonly report: Report;
}

const sources = ["perUnit", "perDay", "level", "receiptsOf"] as const;
type SourceKey = (typeof sources)[number];

/** Words that mean something only beside one source. */
const beside = {
  of: "perUnit",
  standby: "perUnit",
  daylight: "perDay",
  load: "receiptsOf",
  on: "receiptsOf",
} as const satisfies Partial<Record<keyof ChannelDraft, SourceKey>>;

/** Where a channel's amounts come from, as its words say; judged. */
export function sourceWords(draft: ChannelDraft, place: Place): Source {
  const said = sources.filter((key) => draft[key] !== undefined);
  judgeSource(draft, said, place);
  const { perUnit, of = place.production, standby = 0, perDay, level, receiptsOf, load, on } = draft;
  if (place.isProduction) return { kind: "production" };
  if (perUnit !== undefined && of !== undefined) return { kind: "perUnit", perUnit, of, standby };
  if (perDay !== undefined) return { kind: "perDay", perDay, isDaylight: draft.daylight === true };
  if (level !== undefined) return { kind: "level", level };
  if (receiptsOf === undefined || load === undefined) return { kind: "sum" };
  const [weekday] = on ?? [];
  return { kind: "receipts", of: receiptsOf, loadMicro: microOf(load), ...(weekday === undefined ? {} : { weekday }) };
}

function judgeSource(draft: ChannelDraft, said: readonly SourceKey[], { path, isProduction, report }: Place): void {
  const name = `${path.at(-1)}`;
  const say = (problem: string, fix: string, key?: string): void =>
    report.say(key === undefined ? path : [...path, key], { problem, fix });
  if (isProduction && (said.length > 0 || draft.sumOf !== undefined))
    say(
      `"${name}" counts the production, and says a second time where it comes from.`,
      `Take ${said[0] ?? "sumOf"} out.`,
    );
  if (!isProduction && said.length === 0 && draft.sumOf === undefined)
    say(`"${name}" does not say where its amounts come from.`, "Add perUnit, perDay, level, receiptsOf or sumOf.");
  if (said.length > 1) say(`"${name}" has ${said.join(" and ")}.`, "Keep one of them; sumOf may stand beside it.");
  for (const [key, owner] of Object.entries(beside)) {
    if (!(key in draft) || draft[owner] !== undefined) continue;
    say(`"${key}" belongs to ${owner}, which is not here.`, `Add \`${owner}\`, or take it out.`, key);
  }
  if (draft.standby !== undefined && draft.of !== undefined)
    say(`What follows "${draft.of}" stands by as that does.`, "Take standby out.", "standby");
  if (draft.less !== undefined && draft.sumOf === undefined)
    say("There is nothing to take away from.", "Add `sumOf`.", "less");
  if (draft.receiptsOf !== undefined && !(Number(draft.load) > 0))
    say(`"${name}" does not say how much comes at once.`, "Add `load`, above 0.");
  if ((draft.on?.length ?? 1) !== 1) say("Deliveries come on one day of the week.", "Name one.", "on");
  if ((draft.kind === "state") !== (draft.level !== undefined))
    say("A state has a level, and only a state has one.", "Write `kind: state` and `level`, or neither.");
}
