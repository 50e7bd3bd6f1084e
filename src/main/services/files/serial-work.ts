/** Runs a piece of work when all that was asked for before it under the same key has settled; answers what it answers, or throws what it throws. */
export type InTurn = <Value>(key: string, work: () => Promise<Value>) => Promise<Value>;

/**
 * Makes the turns in which the pieces of work on one file, or on one learner's files, follow each other: each reads what is there before it writes, and two at once would both read the
 * same. A piece that fails fails alone.
 */
export function serialiseByKey(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const result = (last.get(key) ?? Promise.resolve()).then(work);
    const settled = result
      .catch(() => undefined)
      .then(() => {
        if (last.get(key) === settled) last.delete(key);
      });
    last.set(key, settled);
    return result;
  };
}
