type Step<Question> =
  | { readonly kind: "question"; readonly question: Question }
  | { readonly kind: "end" }
  | { readonly kind: "broken"; readonly error: unknown }
  | { readonly kind: "answered" };

/**
 * Answers questions in the order in which they came, working on up to `most` of them at once. No further one is read until
 * the reader has taken the oldest answer, so a reader that does not read holds the asker back.
 *
 * A question that fails ends it, after the answers before it; so does a source that fails. Work that is in hand then goes on
 * to its end, unheard.
 */
export async function* inOrder<Question, Answer>(
  questions: AsyncIterable<Question>,
  most: number,
  answer: (question: Question) => Promise<Answer>,
): AsyncGenerator<Answer, void, undefined> {
  const source = questions[Symbol.asyncIterator]();
  const open: Promise<Answer>[] = [];
  let coming: Promise<Step<Question>> | undefined;
  let ended: Step<Question> | undefined;
  try {
    for (;;) {
      const oldest = open[0];
      const mayRead = ended === undefined && open.length < most;
      if (mayRead) coming ??= nextOf(source);
      if (oldest === undefined && !mayRead) break;
      const step = await Promise.race([
        ...(coming !== undefined && mayRead ? [coming] : []),
        ...(oldest === undefined ? [] : [oldest.then(answered, answered)]),
      ]);
      if (step.kind === "answered") {
        yield await (oldest as Promise<Answer>); // only the oldest says "answered"
        open.shift();
        continue;
      }
      coming = undefined;
      if (step.kind === "question") open.push(begun(answer, step.question));
      else ended = step;
    }
  } finally {
    // Not waited for: a source that hangs would hold the caller who has just given up on it.
    if (ended === undefined) source.return?.().catch(() => undefined);
  }
  if (ended?.kind === "broken") throw ended.error;
}

const answered = (): { readonly kind: "answered" } => ({ kind: "answered" });

const nextOf = <Question>(source: AsyncIterator<Question>): Promise<Step<Question>> =>
  source.next().then(
    ({ done, value }) => (done === true ? { kind: "end" } : { kind: "question", question: value }),
    (error: unknown) => ({ kind: "broken", error }),
  );

function begun<Question, Answer>(answer: (question: Question) => Promise<Answer>, question: Question): Promise<Answer> {
  const work = answer(question);
  work.catch(() => undefined); // whoever waits for it in its turn has the error
  return work;
}
