import type { JournalChange, JournalEntry, JournalState } from '../../../contract/journal-entry';
import { OperationFailure } from '../../../contract/result';
import { nextEpoch } from '../../../domain/record/journal-epoch';
import { createJournalEntry, type Journal } from '../journal';
import { snapshotEntries } from './snapshot-file';
import type { SnapshotFolder, WholeSnapshot } from './snapshot-folder';
import { snapshotDamaged } from './snapshot-lines';

/** What a restore did. */
export interface Restored {
  readonly state: JournalState;
  /** Snapshot of the state before, which undoes the restore; null where there was none to save. */
  readonly undoId: string | null;
}

/** What a restore needs. */
export interface RestoreOptions {
  readonly files: SnapshotFolder;
  readonly journal: Journal;
  readonly learnerId: string;
  readonly snapshotId: string;
  /** The unique part of the new epoch. */
  readonly unique: string;
  /** ISO instant of the restore. */
  readonly at: string;
  /** Takes a snapshot of the present state. */
  readonly savePresent: () => Promise<WholeSnapshot>;
}

/** How often the present state is saved anew because another process replaced the file meanwhile. */
const MAXIMUM_ATTEMPTS = 5;

/**
 * Restores a journal to a snapshot. The present state is saved first. Entries appended between that and the replacement
 * are acknowledged work and are carried over. A journal that is no file, or that its disk can't read, is renamed.
 *
 * @throws OperationFailure; the journal is then unchanged
 */
export async function restoreSnapshot(options: RestoreOptions): Promise<Restored> {
  const { files, journal, learnerId, snapshotId, savePresent } = options;
  if (!(await files.check(snapshotId))) throw snapshotDamaged(files.pathOf(snapshotId));
  for (let attempt = 0; attempt < MAXIMUM_ATTEMPTS; attempt += 1) {
    // Null where it can't be read: the replacement reads it again, and renames only what can't be read for good.
    const before = await journal.state(learnerId).catch(() => null);
    const saved = before && before.count > 0 ? await savePresent() : null;
    const epoch = nextEpoch([before?.epoch ?? '', ...(await files.epochs())], options.unique);
    const keys = before ? await keysOf(journal, learnerId) : [];
    const state = await journal.replace(learnerId, before, (since) => restoredEntries(options, epoch, keys, since));
    if (state) return { state, undoId: saved?.name.snapshotId ?? null };
  }
  throw new OperationFailure('file-busy', 'The journal was written to all the time.', {
    fileName: `${learnerId}.jsonl`,
  });
}

/**
 * The record's protection is never restored: every snapshot's bodies are sealed with the present key (`rewrite.ts`).
 */
async function keysOf(journal: Journal, learnerId: string): Promise<JournalChange[]> {
  const copy = await journal.copy(learnerId);
  try {
    const keys: JournalChange[] = [];
    for await (const { change } of copy.entries()) if (change.kind === 'key') keys.push(change);
    return keys;
  } finally {
    await copy.close();
  }
}

async function* restoredEntries(
  { files, snapshotId, at }: RestoreOptions,
  epoch: string,
  keys: readonly JournalChange[],
  since: readonly JournalChange[],
): AsyncGenerator<JournalEntry> {
  let sequence = 0;
  for await (const entry of snapshotEntries(files.pathOf(snapshotId))) {
    sequence = entry.sequence;
    yield entry;
  }
  const restored: JournalChange = { id: epoch, kind: 'restored', body: JSON.stringify({ snapshotId, at }) };
  // What the snapshot has already is void: a journal counts each change once.
  for (const next of [...keys, restored, ...since]) yield createJournalEntry((sequence += 1), next);
}
