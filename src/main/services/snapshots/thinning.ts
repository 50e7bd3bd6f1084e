import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { thinnedSnapshotsSchema, type ThinnedSnapshots } from '../../../contract/snapshot';
import { writeFileAtomically } from '../files/atomic-write';

/** Stands beside the snapshots, so that the learner is told also after a restart. */
const FILE = 'thinned.json';

/** What went so far to save room; null where nothing did, or where the file can't be read: it tells, it decides nothing. */
export async function readThinned(folder: string): Promise<ThinnedSnapshots | null> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => '');
  try {
    return v.parse(thinnedSnapshotsSchema, JSON.parse(text));
  } catch {
    return null;
  }
}

/** Counts more that went. @throws OperationFailure with a file code */
export async function noteThinned(folder: string, more: number, now: number): Promise<void> {
  const count = ((await readThinned(folder))?.count ?? 0) + more;
  await writeFileAtomically(
    join(folder, FILE),
    Buffer.from(JSON.stringify({ count, lastAt: new Date(now).toISOString() } satisfies ThinnedSnapshots)),
  );
}
