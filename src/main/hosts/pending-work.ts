/** Work under way that a quitting host lets finish: an append that is half-way to the disk, a file being saved. */
export interface PendingWork {
  /** Tracks a piece of work until it has settled; returns the same promise. */
  track<Value>(work: Promise<Value>): Promise<Value>;
  /** Resolves when all tracked work has settled, or after `limitMilliseconds`, whichever is first. Never rejects. */
  settled(limitMilliseconds: number): Promise<void>;
}

/** Starts with no pending work. */
export function createPendingWork(): PendingWork {
  const underWay = new Set<Promise<unknown>>();
  return {
    track(work) {
      underWay.add(work);
      const finish = (): void => {
        underWay.delete(work);
      };
      work.then(finish, finish);
      return work;
    },
    async settled(limitMilliseconds) {
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, limitMilliseconds);
      });
      await Promise.race([Promise.allSettled(underWay), limit]);
      clearTimeout(timer);
    },
  };
}
