import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { createLearnerRemovals } from '../../../../src/main/services/journal/learner-removals';
import { createSnapshots } from '../../../../src/main/services/snapshots/snapshots';
import { appendTo, change, LEARNER } from '../snapshots/snapshot-scene';

/** The host's clock. */
export const MOMENT = Date.parse('2026-11-25T13:45:00.000Z');

/** The host's services on a data folder, as `host-services.ts` wires them. */
export function startHost(folder: string, now = MOMENT) {
  const [journalFolder, snapshotFolder, markFolder] = [
    join(folder, 'journals'),
    join(folder, 'snapshots'),
    join(folder, 'removed'),
  ];
  const logged: string[] = [];
  const logger = { error: (message: string) => void logged.push(message) };
  const removals = createLearnerRemovals({
    folder: markFolder,
    dataFolders: [journalFolder, snapshotFolder],
    logger,
    now: () => now,
  });
  const journal = createJournal(journalFolder, { removals });
  const snapshots = createSnapshots({ folder: snapshotFolder, journal, logger, now: () => now, removals });
  const deleteAll = async (learnerId: string): Promise<void> => {
    await snapshots.remove(learnerId);
    await journal.remove(learnerId);
  };
  const remove = (learnerId = LEARNER, work = () => deleteAll(learnerId)): Promise<void> =>
    removals.remove(learnerId, work);
  /** As a process that is killed when the mark is set. */
  const beginRemoval = (learnerId = LEARNER): Promise<unknown> =>
    remove(learnerId, () => Promise.reject(new Error('killed'))).catch(() => undefined);
  const finish = (): Promise<void> => removals.finishBegun((learnerId) => remove(learnerId));
  return { removals, journal, snapshots, logged, deleteAll, remove, beginRemoval, finish };
}

/** A host with a learner who has a journal and a snapshot. */
export async function studied(folder: string): Promise<ReturnType<typeof startHost>> {
  const host = startHost(folder);
  await appendTo(host.journal, [change(1)]);
  await host.snapshots.take(LEARNER, 'manual');
  return host;
}

/** The file of the one mark there is. */
export async function markFile(folder: string): Promise<string> {
  const [name = ''] = await readdir(join(folder, 'removed'));
  return join(folder, 'removed', name);
}
