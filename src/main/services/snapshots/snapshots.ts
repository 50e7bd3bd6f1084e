import { join } from 'node:path';
import * as v from 'valibot';
import { type JournalEntry, type JournalState, learnerIdSchema } from '../../../contract/journal-entry';
import { OperationFailure } from '../../../contract/result';
import type { ListedSnapshot, SnapshotFailure, SnapshotReason } from '../../../contract/snapshot';
import type { Logger } from '../ports';
import { learnersIn, refuseLink, serialiseByKey } from '../files';
import type { Journal, LearnerRemovals } from '../journal';
import { type Rewritten, rewriteSnapshots } from './rewrite';
import { packSnapshot, snapshotEntries } from './snapshot-file';
import { freeBytesAt, SnapshotFolder, type WholeSnapshot } from './snapshot-folder';
import { snapshotDamaged } from './snapshot-lines';
import { isBeforeChange } from './snapshot-names';

/** What a restore did. */
export interface Restored {
  readonly state: JournalState;
  /** Snapshot of the state before, which undoes the restore; null where there was none to save. */
  readonly undoId: string | null;
}

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
   * Newest first, of one learner or all.
   * @throws OperationFailure where a folder can't be read and there is nothing to list beside it
   */
  list(learnerId?: string): Promise<{ snapshots: ListedSnapshot[]; failure: SnapshotFailure | null }>;
  /** Why the last daily snapshot was not taken; null where it was. Resolves when a pending one is done. */
  failure(learnerId: string): Promise<SnapshotFailure | null>;
  /** A page of entries after a sequence. @throws OperationFailure `snapshot-damaged`, `not-found` */
  read(learnerId: string, snapshotId: string, afterSequence: number, limit: number): Promise<JournalEntry[]>;
  /**
   * Restores the journal to a snapshot, as a person's act, so it takes the turn; the epoch is then above all that are
   * known. The present state is saved first. The record's protection is never restored: every snapshot's bodies are
   * sealed with the present key (`rewrite.ts`), and the journal's keys come behind the snapshot's lines.
   * @throws OperationFailure; the journal is then unchanged
   */
  restore(learnerId: string, page: string, snapshotId: string): Promise<Restored>;
  /**
   * Replaces the bodies of changes in the journal and in every snapshot.
   * @throws OperationFailure; the caller tries again then
   */
  rewrite(learnerId: string, page: string, bodies: ReadonlyMap<string, string>): Promise<Rewritten>;
  /** Deletes the snapshots. @throws OperationFailure; the caller tries again then */
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
  /** Snapshots of learners who are being removed aren't listed. */
  readonly removals?: Pick<LearnerRemovals, 'find' | 'lift'>;
  /** Bytes that the disk of a folder has free; null where that is unknown. */
  readonly freeBytes?: (folder: string) => Promise<number | null>;
}

/** Time until a failed daily snapshot is tried again, in milliseconds. */
const RETRY_AFTER_MILLISECONDS = 15 * 60 * 1000;

/** Share of the free disk space that a snapshot may take: the rest is for what matters more. */
const SHARE_OF_FREE = 0.25;

/** Upper bound of one page, in UTF-16 units: many times the longest body. */
const MAXIMUM_PAGE_LENGTH = 4_000_000;

/** Takes, lists and restores snapshots of the journals. */
export function createSnapshots({
  folder,
  journal,
  logger,
  now,
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

  /** @throws OperationFailure `disk-nearly-full` */
  async function ensureRoom(files: SnapshotFolder, size: number): Promise<void> {
    const free = await freeBytes(files.folder);
    if (free === null || size <= SHARE_OF_FREE * free) return;
    throw new OperationFailure('disk-nearly-full', `A snapshot of ${size} bytes would leave the disk too little room.`);
  }

  async function takeNow(
    files: SnapshotFolder,
    learnerId: string,
    reason: SnapshotReason,
  ): Promise<{ snapshot: WholeSnapshot; taken: boolean }> {
    const { state, entries } = await journal.copy(learnerId);
    const packed = await packSnapshot(state.learnerId, state, entries);
    const newest = await files.newest();
    // Before a large change only one that is retained as long will do: of the same day, from before another one.
    const suffices =
      !isBeforeChange(reason) || (newest && isBeforeChange(newest.name.reason) && isOfDay(newest, today()));
    if (newest?.header.sha256 === packed.header.sha256 && suffices) return { snapshot: newest, taken: false };
    await ensureRoom(files, packed.bytes.length);
    return { snapshot: await files.save(packed, reason, now()), taken: true };
  }

  /** Deletes what may go. A failure costs no new snapshot: it is logged. */
  async function prune(files: SnapshotFolder): Promise<void> {
    try {
      await files.prune(now());
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
    await takeNow(files, learnerId, 'automatic').finally(() => prune(files));
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
        // A mark that can't be read must not hide the others' snapshots. What is there after a finished removal was
        // put back, and a person may restore it.
        const mark = await removals?.find(id).catch(() => null);
        if (mark?.state === 'begun') continue;
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
      return { snapshots, failure: failures.at(-1) ?? null };
    },
    async failure(learnerId) {
      const learner = learnerOf(learnerId);
      await learner.daily;
      return learner.failure;
    },
    read: (learnerId, snapshotId, afterSequence, limit) =>
      enqueue(learnerId, (files) => readPage(files.pathOf(snapshotId), afterSequence, limit)),
    restore: (learnerId, page, snapshotId) =>
      enqueue(learnerId, async (files) => {
        if (!(await files.check(snapshotId))) throw snapshotDamaged(files.pathOf(snapshotId));
        await removals?.lift(learnerId);
        await journal.take(learnerId, page);
        // Null where it can't be read: the epoch's beginning reads it again, and renames only what is lost for good.
        const before = await journal.state(learnerId).catch(() => null);
        const saved = before && before.count > 0 ? await takeNow(files, learnerId, 'before-restore') : null;
        const state = await journal.beginEpoch(learnerId, page, {
          reason: 'restored',
          snapshotId,
          above: await files.epochs(),
          from: snapshotEntries(files.pathOf(snapshotId)),
          endsAt: before,
        });
        return { state, undoId: saved?.snapshot.name.snapshotId ?? null };
      }),
    rewrite: (learnerId, page, bodies) =>
      enqueue(learnerId, (files) => rewriteSnapshots({ files, journal, learnerId, page, bodies })),
    remove: (learnerId) =>
      enqueue(learnerId, async (files) => {
        await files.removeAll();
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
