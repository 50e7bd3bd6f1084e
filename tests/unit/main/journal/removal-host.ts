import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { createLearnerRemovals } from '../../../../src/main/services/journal/learner-removals';
import { createRemovalMarks } from '../../../../src/main/services/journal/removal-marks';
import { createSnapshots } from '../../../../src/main/services/snapshots/snapshots';
import { change, LEARNER } from '../snapshots/snapshot-scene';

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
  const marks = createRemovalMarks(markFolder, () => now);
  const removals = createLearnerRemovals({ marks, journalFolder, snapshotFolder, logger });
  const journal = createJournal(journalFolder, removals);
  const snapshots = createSnapshots({
    folder: snapshotFolder,
    journal,
    logger,
    now: () => now,
    newId: () => 'an-id',
    removals,
  });
  const remove = (isContinued = false, deleteAll = () => snapshots.remove(LEARNER)): Promise<void> =>
    removals.remove(LEARNER, isContinued, deleteAll);
  const finish = (): Promise<void> =>
    removals.finishBegun((learnerId) => removals.remove(learnerId, true, () => snapshots.remove(learnerId)));
  return { marks, removals, journal, snapshots, logged, remove, finish };
}

/** A host with a learner who has a journal and a snapshot. */
export async function studied(folder: string): Promise<ReturnType<typeof startHost>> {
  const host = startHost(folder);
  await host.journal.append(LEARNER, [change(1)]);
  await host.snapshots.take(LEARNER, 'manual');
  return host;
}

/** The file of the one mark there is. */
export async function markFile(folder: string): Promise<string> {
  const [name = ''] = await readdir(join(folder, 'removed'));
  return join(folder, 'removed', name);
}
