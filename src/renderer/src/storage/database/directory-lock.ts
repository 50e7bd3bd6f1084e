/**
 * Runs work on the list of this browser's learners in one window at a time, where the browser has Web Locks (every Chromium has): a window that looks for
 * learners whom the list lacks must not find one whom another window is removing. Don't nest.
 */
export async function withDirectoryLock<Value>(work: () => Promise<Value>): Promise<Value> {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return work();
  return navigator.locks.request('child-justice-series-learners', work);
}
