/** Runs a task when all earlier tasks of the same key have settled; returns its result, or throws its error. */
export type InTurn = <Value>(key: string, work: () => Promise<Value>) => Promise<Value>;

/**
 * Creates a queue for the tasks on one file, or on one learner's files: each reads the state before it writes, and two
 * at once would both read the same. A task that fails doesn't affect the others.
 */
export function serialiseByKey(): InTurn {
  const last = new Map<string, Promise<void>>();
  return (key, work) => {
    const result = (last.get(key) ?? Promise.resolve()).then(work);
    const settled = (): void => undefined;
    last.set(key, result.then(settled, settled));
    return result;
  };
}
