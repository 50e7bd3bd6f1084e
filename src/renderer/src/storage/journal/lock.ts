/**
 * Runs work on a learner's journal in one window, and one piece of work, at a time, where the browser has Web Locks (every Chromium has);
 * elsewhere the journal's own idempotence has to do. Don't nest: the inner call would wait for the outer one for ever.
 */
export async function withJournalLock<Value>(learnerId: string, work: () => Promise<Value>): Promise<Value> {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return work();
  return navigator.locks.request(`child-justice-series-journal-${learnerId}`, work);
}
