import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach } from 'vitest';
import type { JournalChange, JournalState } from '../../../../src/contract/journal-entry';
import type { ListedSnapshot, SnapshotReason } from '../../../../src/contract/snapshot';
import { createJournal, type Journal } from '../../../../src/main/services/journal/journal';
import { freeBytesAt } from '../../../../src/main/services/snapshots/snapshot-folder';
import { createSnapshots, type Snapshots } from '../../../../src/main/services/snapshots/snapshots';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

export const LEARNER = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';
export const OTHER_LEARNER = '018f3c1e-7b2a-7c3d-8e4f-ba9876543210';

/** The page that has the records open, and another one. */
export const PAGE = '018f3c1e-7b2a-7c3d-8e4f-0123456789aa';
export const OTHER_PAGE = '018f3c1e-7b2a-7c3d-8e4f-0123456789bb';

/** A host's journals and snapshots in a folder of the test's own. */
export interface SnapshotScene {
  readonly folder: string;
  readonly journalFile: string;
  readonly snapshotFolder: string;
  journal: Journal;
  snapshots: Snapshots;
  /** Milliseconds since 1970; moves only when the test says so. */
  now: number;
  readonly logged: string[];
  /** What the disk says that it has free: that of the machine, unless the test says otherwise. */
  freeBytes: (folder: string) => Promise<number | null>;
  /** Starts the host anew. */
  restart(): void;
  /** Takes a snapshot of the learner's journal, which holds something. */
  take(reason: SnapshotReason): Promise<{ readonly snapshot: ListedSnapshot; readonly taken: boolean }>;
  /** Names of the snapshot files, sorted. */
  files(): Promise<string[]>;
  /** Text of a snapshot file. */
  text(name: string): string;
}

/** Makes a scene before each test and deletes it afterwards. */
export function useSnapshotScene(): SnapshotScene {
  const scene = { logged: [] as string[] } as unknown as { -readonly [Key in keyof SnapshotScene]: SnapshotScene[Key] };
  beforeEach(async () => {
    scene.folder = await makeFolder('snapshots');
    scene.journalFile = join(scene.folder, 'journals', `${LEARNER}.jsonl`);
    scene.snapshotFolder = join(scene.folder, 'snapshots', LEARNER);
    scene.now = Date.UTC(2026, 10, 25, 13, 45);
    scene.logged.length = 0;
    scene.freeBytes = freeBytesAt;
    scene.restart();
  });
  afterEach(async () => {
    await removeFolder(scene.folder);
  });
  let ids = 0;
  scene.restart = () => {
    scene.journal = createJournal(join(scene.folder, 'journals'), {
      now: () => scene.now,
      newId: () => `id-${(ids += 1)}`,
    });
    scene.snapshots = createSnapshots({
      folder: join(scene.folder, 'snapshots'),
      journal: scene.journal,
      logger: { error: (message) => void scene.logged.push(message) },
      now: () => scene.now,
      freeBytes: (folder) => scene.freeBytes(folder),
    });
  };
  scene.take = async (reason) => {
    const { snapshot, taken } = await scene.snapshots.take(LEARNER, reason);
    if (!snapshot) throw new Error('The journal is empty.');
    return { snapshot, taken };
  };
  scene.files = async () => (await readdir(scene.snapshotFolder).catch(() => [])).sort();
  scene.text = (name) => gunzipSync(readFileSync(join(scene.snapshotFolder, name))).toString('utf8');
  return scene;
}

/** A change with a number. */
export function change(
  number: number,
  kind: JournalChange['kind'] = 'note',
  body = `{"id":"change-${number}","noteId":"note-${number}","editedAt":"2026"}`,
): JournalChange {
  return { id: `change-${number}`, kind, body };
}

/** Changes with the numbers from one to another. */
export function changes(from: number, to: number): JournalChange[] {
  return Array.from({ length: to - from + 1 }, (_, index) => change(from + index));
}

/** Opens a journal as `PAGE` and appends at its end. */
export async function appendTo(
  journal: Journal,
  given: readonly JournalChange[],
  learnerId = LEARNER,
): Promise<JournalState> {
  await journal.take(learnerId, PAGE);
  return journal.append(learnerId, PAGE, await journal.state(learnerId), given);
}

/** Ids in a journal, in order. */
export async function idsIn(journal: Journal, learnerId = LEARNER): Promise<string[]> {
  return (await journal.read(learnerId, 0, 2_000)).entries.map((entry) => entry.change.id);
}
