/** Lets so many through at once, in the order in which they came. */
export interface Turnstile {
  /** Whether so many may go in at once; then they are in. */
  readonly tryEnter: (count: number) => boolean;
  /** Waits for room. */
  readonly enter: (count: number) => Entrance;
  readonly leave: (count: number) => void;
}

export interface Entrance {
  /** Resolves when so many are in; never, when that was given up before. */
  readonly entered: Promise<void>;
  readonly giveUp: () => void;
}

interface Waiting {
  readonly count: number;
  go: () => void;
  isOver: boolean;
}

/** At most `most` are in; one who brings more than that goes in alone. Each leaving looks only at those who can go in. */
export function turnstile(most: number): Turnstile {
  let inside = 0;
  let queue: Waiting[] = [];
  let head = 0;
  const fits = (count: number): boolean => inside === 0 || inside + count <= most;
  const advance = (): void => {
    for (let next = queue[head]; next !== undefined; next = queue[head]) {
      if (!next.isOver) {
        if (!fits(next.count)) break;
        inside += next.count;
        next.isOver = true;
        next.go();
      }
      head += 1;
    }
    if (head < 1_024 || 2 * head < queue.length) return;
    queue = queue.slice(head);
    head = 0;
  };
  const tryEnter = (count: number): boolean => {
    if (head < queue.length || !fits(count)) return false;
    inside += count;
    return true;
  };
  return {
    tryEnter,
    enter: (count) => {
      if (tryEnter(count)) return { entered: Promise.resolve(), giveUp: () => undefined };
      const own: Waiting = { count, go: () => undefined, isOver: false };
      queue.push(own);
      const entered = new Promise<void>((go) => {
        own.go = go;
      });
      const giveUp = (): void => {
        own.isOver = true;
      };
      return { entered, giveUp };
    },
    leave: (count) => {
      inside -= count;
      advance();
    },
  };
}
