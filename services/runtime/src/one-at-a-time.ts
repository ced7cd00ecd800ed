/** Runs tasks strictly one after the other, in the order they were handed in; a failed task does not stop the next. */
export function oneAtATime(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const mine = last.then(task, task);
    last = mine.catch(() => undefined); // its caller has the error; the queue only needs to know that it ended
    return mine;
  };
}
