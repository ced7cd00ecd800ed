import { expect, test } from "vitest";
import { inOrder } from "./in-order.ts";

async function* counted(most: number, read: number[] = []): AsyncGenerator<number> {
  for (let i = 1; i <= most; i++) {
    read.push(i);
    yield i;
  }
}

/** Work that its test ends, question by question. */
function byHand() {
  const ends = new Map<number, { readonly end: (answer: string) => void; readonly fail: (error: Error) => void }>();
  return {
    begun: () => [...ends.keys()],
    answer: (question: number) => new Promise<string>((end, fail) => ends.set(question, { end, fail })),
    end: (question: number) => ends.get(question)?.end(`answer ${question}`),
    fail: (question: number) => ends.get(question)?.fail(new Error(`no ${question}`)),
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("answers come in the order of the questions, however the work ends", async () => {
  const work = byHand();
  const all = (async () => {
    const heard: string[] = [];
    for await (const answer of inOrder(counted(3), 8, work.answer)) heard.push(answer);
    return heard;
  })();
  await settled();
  for (const question of [3, 1, 2]) work.end(question);
  expect(await all).toEqual(["answer 1", "answer 2", "answer 3"]);
});

test("no more than the given number is without an answer, also while nobody takes the answers", async () => {
  const read: number[] = [];
  const work = byHand();
  const answers = inOrder(counted(9, read), 3, work.answer);
  const first = answers.next();
  await settled();
  expect(work.begun()).toEqual([1, 2, 3]);
  for (const question of [1, 2, 3]) work.end(question);
  expect((await first).value).toBe("answer 1");
  await settled();
  expect(read, "the reader has not come back for more").toEqual([1, 2, 3]);
  expect((await answers.next()).value).toBe("answer 2");
});

test("an answer is handed out while the next question is still to come", async () => {
  const never = new Promise<void>(() => undefined);
  const one = async function* () {
    yield 1;
    await never;
  };
  const answers = inOrder(one(), 8, async (question) => `answer ${question}`);
  expect((await answers.next()).value).toBe("answer 1");
});

test("a question that fails ends it, after the answers before it", async () => {
  const work = byHand();
  const answers = inOrder(counted(3), 8, work.answer);
  const first = answers.next();
  await settled();
  work.fail(2);
  work.end(3);
  work.end(1);
  expect((await first).value).toBe("answer 1");
  await expect(answers.next()).rejects.toThrow("no 2");
});

test("a source that breaks is told after the answers to what it still said", async () => {
  const broken = async function* () {
    yield 1;
    throw new Error("the line went dead");
  };
  const answers = inOrder(broken(), 8, async (question) => `answer ${question}`);
  expect((await answers.next()).value).toBe("answer 1");
  await expect(answers.next()).rejects.toThrow("the line went dead");
});
