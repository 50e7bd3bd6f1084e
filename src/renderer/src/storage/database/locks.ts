/**
 * Runs work on a learner's journal in one window, and one piece of work, at a time, where the browser has Web Locks (every Chromium has); elsewhere the journal's own
 * idempotence has to do. Don't nest: the inner call would wait for the outer one for ever.
 */
export async function withJournalLock<Value>(learnerId: string, work: () => Promise<Value>): Promise<Value> {
  return locked(`child-justice-series-journal-${learnerId}`, work);
}

/**
 * Runs work on the list of this browser's learners in one window at a time: a window that looks for learners whom the list lacks must not find one whom another window
 * is removing. Don't nest.
 */
export async function withDirectoryLock<Value>(work: () => Promise<Value>): Promise<Value> {
  return locked('child-justice-series-learners', work);
}

async function locked<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return work();
  return navigator.locks.request(name, work);
}
