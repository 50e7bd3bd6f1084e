/**
 * Marks a learner's record as in use by this window. Several windows may use one record.
 *
 * @returns ends the use
 */
export function markRecordInUse(learnerId: string): () => void {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  void navigator.locks.request(lockName(learnerId), { mode: 'shared' }, () => ended);
  return end;
}

/** Runs work where no window uses the learner's record, or null: nobody begins to use it meanwhile. */
export async function ifRecordUnused<Value>(learnerId: string, work: () => Promise<Value>): Promise<Value | null> {
  return navigator.locks.request(lockName(learnerId), { ifAvailable: true }, (lock) => (lock ? work() : null));
}

function lockName(learnerId: string): string {
  return `child-justice-series-record-${learnerId}`;
}
