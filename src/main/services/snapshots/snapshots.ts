import { join } from 'node:path';
import * as v from 'valibot';
import { type JournalEntry, learnerIdSchema } from '../../../contract/journal-entry';
import { OperationFailure } from '../../../contract/result';
import type { ListedSnapshot, SnapshotFailure, SnapshotReason, SnapshotRoom } from '../../../contract/snapshot';
import { leavesRoom, snapshotCap } from '../../../domain/snapshots/snapshot-room';
import type { Logger } from '../ports';
import { learnersIn, refuseLink, serialiseByKey } from '../files';
import { learnerRemoved, type Journal, type LearnerRemovals } from '../journal';
import { type Restored, restoreSnapshot } from './restore';
import { type Rewritten, rewriteSnapshots } from './rewrite';
import { packSnapshot, snapshotEntries } from './snapshot-file';
import { freeBytesAt, SnapshotFolder, type WholeSnapshot } from './snapshot-folder';
import { isBeforeChange } from './snapshot-names';

/** Earlier states of the learners' journals. One learner's calls run one after another. */
export interface Snapshots {
  /**
   * Saves the journal's present state; returns the newest snapshot where that holds the same and is retained as long,
   * and null where the journal is empty.
   * @throws OperationFailure, `disk-nearly-full` where it would leave too little room
   */
  take(learnerId: string, reason: SnapshotReason): Promise<{ snapshot: ListedSnapshot | null; taken: boolean }>;
  /**
   * Saves the present state where the journal changed since the newest snapshot and none was taken today. Never
   * rejects: a failure is logged and reported by `list`.
   */
  takeDaily(learnerId: string): Promise<void>;
  /** The same for every journal. */
  takeDailyOfAll(): Promise<void>;
  /**
   * Newest first, of one learner or all (`room` is null then).
   * @throws OperationFailure where a folder can't be read and there is nothing to list beside it
   */
  list(
    learnerId?: string,
  ): Promise<{ snapshots: ListedSnapshot[]; failure: SnapshotFailure | null; room: SnapshotRoom | null }>;
  /** Why the last daily snapshot was not taken; null where it was. Resolves when a pending one is done. */
  failure(learnerId: string): Promise<SnapshotFailure | null>;
  /** A page of entries after a sequence. @throws OperationFailure `snapshot-damaged`, `not-found` */
  read(learnerId: string, snapshotId: string, afterSequence: number, limit: number): Promise<JournalEntry[]>;
  /** Restores the journal to a snapshot. @throws OperationFailure; nothing is changed then */
  restore(learnerId: string, snapshotId: string): Promise<Restored>;
  /**
   * Replaces the bodies of changes in the journal and in every snapshot.
   * @throws OperationFailure; the caller tries again then
   */
  rewrite(learnerId: string, bodies: ReadonlyMap<string, string>): Promise<Rewritten>;
  /**
   * Deletes the snapshots and then the journal.
   * @throws OperationFailure; the caller tries again then
   */
  remove(learnerId: string): Promise<void>;
}

/** What `createSnapshots` needs. */
export interface SnapshotsOptions {
  /** Holds one folder a learner; created at the first snapshot. */
  readonly folder: string;
  readonly journal: Journal;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A new UUID. */
  readonly newId: () => string;
  /** Snapshots of removed learners that aren't deleted yet are ignored, and none is added. */
  readonly removals?: Pick<LearnerRemovals, 'removedAt'>;
  /** Bytes that the disk of a folder has free; null where that is unknown. */
  readonly freeBytes?: (folder: string) => Promise<number | null>;
}

/** Time until a failed daily snapshot is tried again, in milliseconds. */
const RETRY_AFTER_MILLISECONDS = 15 * 60 * 1000;

/** Upper bound of one page, in UTF-16 units: many times the longest body. */
const MAXIMUM_PAGE_LENGTH = 4_000_000;

/** Takes, lists and restores snapshots of the journals. */
export function createSnapshots({
  folder,
  journal,
  logger,
  now,
  newId,
  removals,
  freeBytes = freeBytesAt,
}: SnapshotsOptions): Snapshots {
  const learners = new Map<
    string,
    {
      readonly files: SnapshotFolder;
      daily: Promise<void>;
      dayDone: string;
      failure: SnapshotFailure | null;
    }
  >();

  const inTurn = serialiseByKey();

  function learnerOf(learnerId: string) {
    const id = v.parse(learnerIdSchema, learnerId).toLowerCase();
    const known = learners.get(id) ?? {
      files: new SnapshotFolder(join(folder, id), id),
      daily: Promise.resolve(),
      dayDone: '',
      failure: null,
    };
    learners.set(id, known);
    return known;
  }

  function enqueue<Value>(learnerId: string, task: (files: SnapshotFolder) => Promise<Value>): Promise<Value> {
    const learner = learnerOf(learnerId);
    return inTurn(learnerId.toLowerCase(), () => task(learner.files));
  }

  /** The day in UTC. */
  function today(): string {
    return new Date(now()).toISOString().slice(0, 10);
  }

  async function capFor(files: SnapshotFolder): Promise<number> {
    return snapshotCap(await freeBytes(files.folder), await files.held());
  }

  /**
   * Deletes what may go where a new snapshot would take too much of the free space.
   * @throws OperationFailure `disk-nearly-full` where that isn't enough
   */
  async function ensureRoom(files: SnapshotFolder, size: number, spared: string | null): Promise<void> {
    if (leavesRoom(size, await freeBytes(files.folder))) return;
    await prune(files, spared);
    if (!leavesRoom(size, await freeBytes(files.folder)))
      throw new OperationFailure(
        'disk-nearly-full',
        `A snapshot of ${size} bytes would leave the disk too little room.`,
      );
  }

  async function takeNow(
    files: SnapshotFolder,
    learnerId: string,
    reason: SnapshotReason,
    spared: string | null = null,
  ): Promise<{ snapshot: WholeSnapshot; taken: boolean }> {
    const copy = await journal.copy(learnerId);
    try {
      const packed = await packSnapshot(copy.state.learnerId, copy.state, copy.entries());
      const newest = await files.newest();
      // Before a large change only one that is retained as long will do: of the same day, from before another one.
      const suffices =
        !isBeforeChange(reason) || (newest && isBeforeChange(newest.name.reason) && isOfDay(newest, today()));
      if (newest?.header.sha256 === packed.header.sha256 && suffices) return { snapshot: newest, taken: false };
      await ensureRoom(files, packed.bytes.length, spared);
      const snapshot = await files.save(packed, reason, now());
      // Another process may have removed the learner since: it sets the mark before it deletes.
      if (await removals?.removedAt(learnerId)) {
        await files.removeAll();
        throw learnerRemoved(learnerId);
      }
      await prune(files, spared);
      return { snapshot, taken: true };
    } finally {
      await copy.close();
    }
  }

  /** Deletes what may go. A failure costs no new snapshot: it is logged. */
  async function prune(files: SnapshotFolder, spared: string | null): Promise<void> {
    try {
      await files.prune(now(), await capFor(files), spared);
    } catch (error) {
      logger.error('Outdated snapshots were not deleted', error);
    }
  }

  async function takeDailyNow(files: SnapshotFolder, learnerId: string, day: string): Promise<void> {
    const newest = await files.newest();
    if (newest && isOfDay(newest, day)) return;
    const { count, lastSequence, epoch } = await journal.state(learnerId);
    const before = newest?.header.state;
    if (count === 0 || (before?.lastSequence === lastSequence && before.epoch === epoch)) return;
    await takeNow(files, learnerId, 'automatic');
  }

  async function takeDaily(learnerId: string): Promise<void> {
    const learner = learnerOf(learnerId);
    const day = today();
    if (
      learner.dayDone === day &&
      (!learner.failure || Math.abs(now() - Date.parse(learner.failure.at)) < RETRY_AFTER_MILLISECONDS)
    )
      return;
    learner.dayDone = day;
    learner.daily = attemptDaily(learner, learnerId, day);
    await learner.daily;
  }

  async function attemptDaily(learner: ReturnType<typeof learnerOf>, learnerId: string, day: string): Promise<void> {
    try {
      await enqueue(learnerId, (files) => takeDailyNow(files, learnerId, day));
      learner.failure = null;
    } catch (error) {
      logger.error('The daily snapshot was not taken', error);
      const code = error instanceof OperationFailure ? error.code : 'internal';
      learner.failure = { learnerId: learnerId.toLowerCase(), code, at: new Date(now()).toISOString() };
    }
  }

  async function roomOf(files: SnapshotFolder): Promise<SnapshotRoom> {
    return { bytes: await files.held(), cap: await capFor(files), thinned: await files.thinned() };
  }

  return {
    take: (learnerId, reason) =>
      enqueue(learnerId, async (files) => {
        // An empty journal has nothing to restore.
        if ((await journal.state(learnerId)).count === 0) return { snapshot: null, taken: false };
        const { snapshot, taken } = await takeNow(files, learnerId, reason);
        return { snapshot: await files.listed(snapshot.name), taken };
      }),
    takeDaily,
    async takeDailyOfAll() {
      const journals = await journal.list().catch((error: unknown) => {
        logger.error('The journals could not be listed for their daily snapshots', error);
        return [];
      });
      for (const { learnerId, state } of journals) if (state) await takeDaily(learnerId);
    },
    async list(learnerId) {
      const ids = learnerId === undefined ? await learnersWithSnapshots(folder) : [learnerId];
      const snapshots: ListedSnapshot[] = [];
      const unreadable: unknown[] = [];
      for (const id of ids) {
        // A mark that can't be read must not hide the others' snapshots.
        if (await removals?.removedAt(id).catch(() => null)) continue;
        await enqueue(id, async (files) => {
          for (const name of await files.names()) snapshots.push(await files.listed(name));
        }).catch((error: unknown) => {
          logger.error('The snapshots of a learner could not be listed', error);
          unreadable.push(error);
        });
      }
      // One folder hides nobody else's. With nothing else to show this is no computer without snapshots.
      if (snapshots.length === 0 && unreadable.length > 0) throw unreadable[0];
      const failures = (learnerId === undefined ? [...learners.values()] : [learnerOf(learnerId)]).flatMap(
        ({ failure }) => failure ?? [],
      );
      const room = learnerId === undefined ? null : await enqueue(learnerId, roomOf);
      return { snapshots, failure: failures.at(-1) ?? null, room };
    },
    async failure(learnerId) {
      const learner = learnerOf(learnerId);
      await learner.daily;
      return learner.failure;
    },
    read: (learnerId, snapshotId, afterSequence, limit) =>
      enqueue(learnerId, (files) => readPage(files.pathOf(snapshotId), afterSequence, limit)),
    restore: (learnerId, snapshotId) =>
      enqueue(learnerId, (files) =>
        restoreSnapshot({
          files,
          journal,
          learnerId,
          snapshotId,
          unique: newId(),
          at: new Date(now()).toISOString(),
          savePresent: async () => (await takeNow(files, learnerId, 'before-restore', snapshotId)).snapshot,
        }),
      ),
    rewrite: (learnerId, bodies) =>
      enqueue(learnerId, (files) => rewriteSnapshots({ files, journal, learnerId, bodies })),
    remove: (learnerId) =>
      enqueue(learnerId, async (files) => {
        // The journal last: as long as it exists the learner does, and the removal can be tried again.
        await files.removeAll();
        await journal.remove(learnerId);
        // Brought in again, they begin anew: their day has no snapshot, and what failed is no news of theirs.
        learners.delete(learnerId.toLowerCase());
      }),
  };
}

function isOfDay({ name }: WholeSnapshot, day: string): boolean {
  return name.createdAt.startsWith(day);
}

async function readPage(path: string, afterSequence: number, limit: number): Promise<JournalEntry[]> {
  const page: JournalEntry[] = [];
  let length = 0;
  for await (const entry of snapshotEntries(path)) {
    if (entry.sequence <= afterSequence) continue;
    length += entry.change.body.length;
    if (length > MAXIMUM_PAGE_LENGTH) break;
    page.push(entry);
    if (page.length === limit) break;
  }
  return page;
}

async function learnersWithSnapshots(folder: string): Promise<string[]> {
  try {
    // A link to an empty or a missing folder would say that nobody has any.
    await refuseLink(folder);
    return await learnersIn(folder);
  } catch (error) {
    throw new OperationFailure('snapshot-damaged', 'The folder of snapshots could not be read.', {}, { cause: error });
  }
}
