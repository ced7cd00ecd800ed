/**
 * Calls `late` after so long unless what is answered here is called before. Sockets are read once more first: a process that was busy for
 * longer than that would else take its own delay for the silence of a slave whose answer has come.
 */
export function whenOverdue(ms: number, late: () => void): () => void {
  let look: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    look = setImmediate(late); // the loop reads sockets between timers and this
  }, ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(look);
  };
}
