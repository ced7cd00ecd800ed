/** Work of many connections, done in short turns. */
export interface Turns {
  /** Done soon, in the order of adding. */
  readonly add: (work: () => void) => void;
  /** Whether so much waits that no more should be read. */
  readonly isFull: () => boolean;
}

/** Long enough to make a commit worth it, short enough that nothing due waits for it. */
const turnMs = 10;
/** After a long round of the loop a turn may be as long as that was, or reading would starve what is read. */
const turnMsMost = 100;
const waitingMost = 4_096;

/**
 * Takes work out of the callbacks that read sockets. The event loop reads every socket that has bytes before it comes to timers and
 * commits: with ten thousand of them, decoded as they are read, one round lasted seconds once the server was behind, and nothing was
 * answered meanwhile. Between two turns the loop goes round, so that what a turn took is made durable and answered.
 */
export function turns(now: () => number = () => performance.now()): Turns {
  let waiting: (() => void)[] = [];
  let head = 0;
  let endedMs = now();
  const run = (): void => {
    const beganMs = now();
    const untilMs = beganMs + Math.max(turnMs, Math.min(turnMsMost, beganMs - endedMs));
    do {
      const work = waiting[head] as () => void; // there is some, or no turn was asked for
      head += 1;
      work();
    } while (head < waiting.length && now() < untilMs);
    endedMs = now();
    if (head < waiting.length) {
      setImmediate(run);
      if (head < waitingMost) return;
    }
    waiting = waiting.slice(head);
    head = 0;
  };
  return {
    add: (work) => {
      if (waiting.length === 0) {
        endedMs = now();
        setImmediate(run);
      }
      waiting.push(work);
    },
    isFull: () => waiting.length - head >= waitingMost,
  };
}
