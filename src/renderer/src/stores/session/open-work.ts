/** What a learner does that isn't kept yet. */
export interface OpenWork {
  /** Counts work as under way: its record isn't put away before it is over. */
  readonly whileKeeping: <Value>(work: Promise<Value>) => Promise<Value>;
  /** Resolves when all that was begun is kept or was refused, what follows from it too. */
  readonly settled: () => Promise<void>;
}

/** Keeps count of a record's open work. */
export function createOpenWork(): OpenWork {
  const underWay = new Set<Promise<unknown>>();
  return {
    whileKeeping(work) {
      underWay.add(work);
      void work.catch(() => undefined).finally(() => underWay.delete(work));
      return work;
    },
    async settled() {
      do {
        await Promise.allSettled(underWay);
        // An editor saves its last words when the save before is over: that begins within this turn.
        await new Promise((turn) => setTimeout(turn));
      } while (underWay.size > 0);
    },
  };
}
