import type { Problem } from '../reading/problem';

/** Name of the lock file, below the series' folder. */
export const LOCK_FILE = 'ids.lock';

/** The command that adds new ids to the lock. */
const ACCEPT_COMMAND = 'npm run check:content -- --accept-new-ids';

const HEADING =
  '# Ids that learners’ progress, notes and answers hang on. Written by the check; never edit or sort by hand.';

/** The ids of a lock file with their lines. */
function readLock(text: string): ReadonlyMap<string, number> {
  const ids = new Map<string, number>();
  text.split('\n').forEach((line, index) => {
    const id = line.trim();
    if (id !== '' && !id.startsWith('#')) ids.set(id, index + 1);
  });
  return ids;
}

/** A lock file with these ids. */
export function writeLock(ids: Iterable<string>): string {
  return [HEADING, ...[...new Set(ids)].sort(), ''].join('\n');
}

/**
 * The lock with the new ids added. Ids that are missing from the content stay in it: only a person decides to remove
 * one.
 */
export function extendLock(text: string | undefined, ids: readonly string[]): string {
  return writeLock([...readLock(text ?? '').keys(), ...ids]);
}

/** Rule `ids-lock`: no id may be removed or renamed, and new ones must be accepted. */
export function lockProblems(text: string | undefined, ids: readonly string[]): readonly Problem[] {
  const locked = readLock(text ?? '');
  const present = new Set(ids);
  const problems: Problem[] = [];
  for (const [id, line] of locked) {
    if (present.has(id)) continue;
    const message = `“${id}” is gone from the content. Learners’ progress hangs on it: write the id as it was, also where the text changed.`;
    problems.push({ file: LOCK_FILE, line, rule: 'ids-lock', message });
  }
  const added = ids.filter((id) => !locked.has(id));
  if (added.length > 0) {
    const examples = added.slice(0, 3).join(', ');
    const message = `${added.length} id(s) are new (${examples}${added.length > 3 ? ' …' : ''}). When they are as they shall stay, run ${ACCEPT_COMMAND}.`;
    problems.push({ file: LOCK_FILE, line: 1, rule: 'ids-lock', message });
  }
  return problems;
}
