/**
 * Milliseconds: `closed` is what a window that has just closed the record may take to let go of the lock, `asked` what
 * one may take that is asked to save and close it.
 */
const PATIENCE = { closed: 500, asked: 3_000 };

/** A record that this window alone may open in this browser. */
export interface RecordLock {
  readonly learnerId: string;
  readonly release: () => void;
}

/** What happens to a lock. */
export interface RecordLockEvents {
  /** Another window asks for the record: save what is open, and close it. */
  readonly onAsked: () => void;
  /** Another window took the record, since this one didn't answer. */
  readonly onTaken: () => void;
}

/**
 * Locks a learner's record for this window (Web Locks). The browser releases the lock of a window that is closed or
 * has crashed.
 *
 * @param isTaken true where a person wants it here: the window that has it is asked to save and close, and loses it
 * where it doesn't
 * @returns null where another window has it
 */
export async function lockRecord(
  learnerId: string,
  isTaken: boolean,
  events: RecordLockEvents,
): Promise<RecordLock | null> {
  if (!isTaken) return request(learnerId, { signal: AbortSignal.timeout(PATIENCE.closed) }, events);
  const channel = channelOf(learnerId);
  channel?.postMessage('close');
  channel?.close();
  const given = await request(learnerId, { signal: AbortSignal.timeout(PATIENCE.asked) }, events);
  return given ?? request(learnerId, { steal: true }, events);
}

function request(learnerId: string, options: LockOptions, events: RecordLockEvents): Promise<RecordLock | null> {
  return new Promise((resolve) => {
    let isHeld = false;
    let release = (): void => undefined;
    const released = new Promise<void>((done) => {
      release = done;
    });
    let channel: BroadcastChannel | null = null;
    navigator.locks
      .request(`child-justice-series-record-${learnerId}`, options, () => {
        isHeld = true;
        channel = channelOf(learnerId);
        channel?.addEventListener('message', events.onAsked);
        resolve({ learnerId, release });
        return released;
      })
      .catch(() => {
        // Stolen; or not given in time.
        if (isHeld) events.onTaken();
        else resolve(null);
      })
      .finally(() => channel?.close());
  });
}

/** Null where the browser blocks the site's data: then there is no database either. */
function channelOf(learnerId: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(`child-justice-series-record-${learnerId}`);
  } catch {
    return null;
  }
}
