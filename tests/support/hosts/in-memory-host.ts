import * as v from 'valibot';
import type { JournalChange, JournalEntry, JournalState } from '../../../src/contract/journal-entry';
import {
  isOperationName,
  MAXIMUM_REQUEST_BYTES,
  operations,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from '../../../src/contract/operations';
import type { GivenInput } from '../../../src/renderer/src/host/host-client';
import type { SteadyReading } from '../../../src/contract/unlock-tries';
import type { ListedSnapshot, SnapshotFailure, SnapshotReason, SnapshotRoom } from '../../../src/contract/snapshot';
import { nextEpoch } from '../../../src/domain/record/journal-epoch';
import {
  afterWrongTry,
  NO_TRIES,
  presentTries,
  waitLeft,
  type UnlockTries,
} from '../../../src/domain/protection/unlock-delay';
import { failure, OperationFailure, success, type ErrorCode, type Result } from '../../../src/contract/result';

/** The moment at which everybody is removed. */
export const REMOVED_AT = '2026-11-25T08:00:00.000Z';

/** A line of a journal: an entry, or null for one that can't be read any more. */
type Line = JournalEntry | null;

type Handlers = { readonly [Name in OperationName]?: (input: OperationInput<Name>) => Promise<OperationOutput<Name>> };

/**
 * A host whose journals are in memory and behave as the real host's: it gives the sequences, skips what a journal
 * holds, counts what reads well and names the lines that don't. Inputs and outputs pass the contract's schemas. It
 * answers what a record needs: journals, snapshots, removals, the clock and the tries at a PIN.
 */
export class InMemoryHost {
  /** Operations asked for, in order, with those that were refused. */
  readonly asked: { readonly name: OperationName; readonly input: unknown }[] = [];
  private readonly journals = new Map<string, Line[]>();
  /** What the host says of the last daily snapshot. */
  snapshotFailure: SnapshotFailure | null = null;
  /** How many snapshots a rewriting doesn't reach, for the moment. */
  unreadableSnapshots = 0;
  /** What the host's own clock says. */
  clock: SteadyReading = { run: '018f3c1e-7b2a-7c3d-8e4f-0123456789ff', milliseconds: 1_000 };
  /** The computer's clock, as the host reads it: milliseconds since 1970. */
  now = (): number => Date.UTC(2026, 10, 20, 1);
  /** Wrong PINs that the host counted, by the id of the key. */
  readonly tries = new Map<string, UnlockTries>();
  /** What the host says of the room that one learner's snapshots take. */
  snapshotRoom: SnapshotRoom = { bytes: 0, cap: 256 * 1024 * 1024, thinned: null };
  private readonly snapshots = new Map<
    string,
    { readonly snapshot: ListedSnapshot; lines: readonly JournalEntry[] }[]
  >();
  private readonly refused = new Map<OperationName, ErrorCode>();
  private held: Promise<void> | null = null;
  private heldOne: { readonly name: OperationName; readonly tell: () => void; readonly until: Promise<void> } | null =
    null;
  private lastAppend: Promise<void> = Promise.resolve();

  private readonly marks = new Map<string, 'begun' | 'done' | 'kept'>();

  private readonly handlers: Handlers = {
    'clock.read': async () => this.clock,
    'unlock-tries.wait': async ({ keyId, known }) => ({
      wait: waitLeft(this.presentTries(keyId, known), this.now(), this.clock),
    }),
    'unlock-tries.count': async ({ keyId, known }) => {
      const before = this.presentTries(keyId, known);
      const left = waitLeft(before, this.now(), this.clock);
      if (left > 0) return { taken: false, wait: left, tries: before };
      const tries = afterWrongTry(before, this.now(), this.clock);
      this.tries.set(keyId, tries);
      return { taken: true, wait: waitLeft(tries, this.now(), this.clock), tries };
    },
    'unlock-tries.clear': async ({ keyId }) => {
      this.tries.delete(keyId);
      return {};
    },
    'journal.list': async () => ({
      journals: [...this.journals.keys()]
        .filter((learnerId) => !this.isRemoved(learnerId))
        .sort()
        .map((learnerId) => ({ learnerId, state: this.stateOf(learnerId), learner: this.learnerOf(learnerId) })),
    }),
    'journal.remove': async ({ learnerId, continued = false }) => {
      if (!this.markRemoved(learnerId, continued)) return {};
      this.marks.set(learnerId, 'done');
      this.snapshots.delete(learnerId);
      this.journals.delete(learnerId);
      return {};
    },
    'learner-removal.mark': async ({ learnerId, continued }) => ({ kept: !this.markRemoved(learnerId, continued) }),
    'learner-removal.find': async ({ learnerIds }) => ({
      removed: learnerIds
        .filter((learnerId) => this.isRemoved(learnerId))
        .map((learnerId) => ({ learnerId, at: REMOVED_AT })),
    }),
    'learner-removal.lift': async ({ learnerId }) => {
      if (this.isRemoved(learnerId)) this.marks.set(learnerId, 'kept');
      return {};
    },
    'journal.state': async ({ learnerId }) => {
      this.refuseRemoved(learnerId);
      return this.stateOf(learnerId);
    },
    'journal.append': async ({ learnerId, changes, epoch }) => {
      this.refuseRemoved(learnerId);
      if (epoch !== undefined && epoch !== this.stateOf(learnerId).epoch)
        throw new OperationFailure('journal-restored', 'The test restored the journal.');
      await this.append(learnerId, changes);
      return this.stateOf(learnerId);
    },
    'journal.rewrite': async ({ learnerId, bodies }) => {
      this.refuseRemoved(learnerId);
      const before = this.entriesOf(learnerId).length;
      const given = new Map(bodies.map(({ id, body }) => [id, body]));
      const rewritten = async (lines: readonly JournalEntry[]): Promise<JournalEntry[]> =>
        Promise.all(
          lines.map(async ({ sequence, change }) =>
            entry(sequence, { ...change, body: given.get(change.id) ?? change.body }),
          ),
        );
      const dropped = (this.journals.get(learnerId) ?? []).length - before;
      if (this.journals.has(learnerId)) this.journals.set(learnerId, await rewritten(this.entriesOf(learnerId)));
      for (const kept of this.snapshotsOf(learnerId)) kept.lines = await rewritten(kept.lines);
      return { ...this.stateOf(learnerId), dropped, unreadable: this.unreadableSnapshots };
    },
    'snapshot.take': async ({ learnerId, reason }) => {
      this.refuseRemoved(learnerId);
      return this.take(learnerId, reason);
    },
    'snapshot.failure': async () => ({ failure: this.snapshotFailure }),
    'snapshot.list': async ({ learnerId }) => ({
      room: learnerId === undefined ? null : this.snapshotRoom,
      snapshots: (learnerId === undefined ? [...this.snapshots.keys()] : [learnerId]).flatMap((id) =>
        this.snapshotsOf(id)
          .map(({ snapshot }) => snapshot)
          .reverse(),
      ),
      failure: null,
    }),
    'snapshot.read': async ({ learnerId, snapshotId, afterSequence, limit }) => ({
      entries: this.snapshotOf(learnerId, snapshotId)
        .lines.filter(({ sequence }) => sequence > afterSequence)
        .slice(0, limit),
    }),
    'snapshot.restore': async ({ learnerId, snapshotId }) => {
      const { lines } = this.snapshotOf(learnerId, snapshotId);
      const { snapshot: undo } = this.take(learnerId, 'before-restore');
      const epochs = this.snapshotsOf(learnerId).map(({ snapshot }) => snapshot.content?.state.epoch ?? '');
      this.journals.set(learnerId, [...lines]);
      await this.append(learnerId, [
        {
          id: nextEpoch(epochs, `memory-${epochs.length}`),
          kind: 'restored',
          body: JSON.stringify({ snapshotId, at: '' }),
        },
      ]);
      return { state: this.stateOf(learnerId), undoId: undo?.snapshotId ?? null };
    },
    'journal.read': async ({ learnerId, afterSequence, limit }) => {
      this.refuseRemoved(learnerId);
      return {
        entries: this.entriesOf(learnerId)
          .filter(({ sequence }) => sequence > afterSequence)
          .slice(0, limit),
        state: this.stateOf(learnerId),
      };
    },
  };

  /** As the real host: a finished removal counts only while the journal is gone; somebody may restore it. */
  private isRemoved(learnerId: string): boolean {
    const mark = this.marks.get(learnerId);
    return mark === 'begun' || (mark === 'done' && !this.journals.has(learnerId));
  }

  private markRemoved(learnerId: string, isContinued: boolean): boolean {
    if (this.isRemoved(learnerId)) return true;
    if (!isContinued) this.marks.set(learnerId, 'begun');
    return !isContinued;
  }

  private refuseRemoved(learnerId: string): void {
    if (this.isRemoved(learnerId)) throw new OperationFailure('learner-removed', 'The learner was removed.');
  }

  /** Removes a learner as another browser on this computer would, to its end. */
  async removeElsewhere(learnerId: string): Promise<void> {
    await this.invoke('journal.remove', { learnerId });
  }

  /** Typed as the renderer's host client. */
  readonly invoke = async <Name extends OperationName>(
    name: Name,
    input: GivenInput<Name>,
  ): Promise<Result<OperationOutput<Name>>> => {
    this.asked.push({ name, input });
    await this.held;
    const { heldOne } = this;
    if (heldOne?.name === name) {
      this.heldOne = null;
      heldOne.tell();
      await heldOne.until;
    }
    const code = this.refused.get(name);
    if (code) return failure(code, `The test made ${name} fail.`);
    const handler = this.handlers[name] as
      ((given: OperationInput<Name>) => Promise<OperationOutput<Name>>) | undefined;
    if (!isOperationName(name) || !handler) return failure('unknown-operation', `No ${name} in memory.`);
    const body = JSON.stringify({ name, input });
    const parsed = v.safeParse(operations[name].input, JSON.parse(body).input);
    if (!parsed.success || new TextEncoder().encode(body).length > MAXIMUM_REQUEST_BYTES)
      return failure('invalid-input', `Input of ${name}.`);
    try {
      return success(
        v.parse(operations[name].output, await handler(parsed.output as OperationInput<Name>)) as OperationOutput<Name>,
      );
    } catch (error) {
      if (error instanceof OperationFailure) return failure(error.code, error.message);
      throw error;
    }
  };

  /** Makes operations fail with a code until `recover`; all that it answers where none is named. */
  fail(code: ErrorCode, ...names: OperationName[]): void {
    for (const name of names.length > 0 ? names : (Object.keys(this.handlers) as OperationName[]))
      this.refused.set(name, code);
  }

  /** Ends `fail`. */
  recover(): void {
    this.refused.clear();
  }

  /** Keeps back the answer to the next request of one kind; `isAsked` resolves once it has come. */
  holdOne(name: OperationName): { readonly isAsked: Promise<void>; readonly release: () => void } {
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    const isAsked = new Promise<void>((tell) => {
      this.heldOne = { name, tell, until };
    });
    return { isAsked, release };
  }

  /** Keeps all answers back until the returned function is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.held = new Promise((resolve) => {
      release = resolve;
    });
    return () => {
      this.held = null;
      release();
    };
  }

  /** What can be read of a journal, in order. */
  entriesOf(learnerId: string): readonly JournalEntry[] {
    const entries: JournalEntry[] = [];
    const ids = new Set<string>();
    for (const line of this.journals.get(learnerId) ?? []) {
      // As the file's reader: a sequence that doesn't rise and a change that is held already are void.
      if (!line || line.sequence <= (entries.at(-1)?.sequence ?? 0) || ids.has(line.change.id)) continue;
      entries.push(line);
      ids.add(line.change.id);
    }
    return entries;
  }

  /** The learners who have a journal. */
  journalIds(): readonly string[] {
    return [...this.journals.keys()];
  }

  /** Ids of the changes in a journal, in order. */
  idsOf(learnerId: string): readonly string[] {
    return this.entriesOf(learnerId).map(({ change }) => change.id);
  }

  /** Makes a line unreadable; positions from 0, negative ones from the end. */
  damageLine(learnerId: string, position: number): void {
    const lines = this.journals.get(learnerId) ?? [];
    lines[position < 0 ? lines.length + position : position] = null;
  }

  /** Cuts the last lines off, without a trace. */
  cutOff(learnerId: string, count: number): void {
    this.journals.get(learnerId)?.splice(-count, count);
  }

  /** Deletes a journal's file. */
  deleteJournal(learnerId: string): void {
    this.journals.delete(learnerId);
  }

  /** Appends as another browser on this computer would. One append runs after another, as on the real host. */
  async append(learnerId: string, changes: readonly JournalChange[]): Promise<void> {
    const turn = this.lastAppend.then(async () => {
      const entries = this.entriesOf(learnerId);
      const lines = this.journals.get(learnerId) ?? [];
      this.journals.set(learnerId, lines);
      const ids = new Set(entries.map(({ change }) => change.id));
      const last = entries.at(-1)?.sequence ?? 0;
      const fresh = changes.filter(({ id }) => !ids.has(id) && ids.add(id));
      // In one write, as the real host: nobody sees some of them without the others.
      lines.push(...(await Promise.all(fresh.map((change, index) => entry(last + index + 1, change)))));
    });
    this.lastAppend = turn;
    return turn;
  }

  /** Count, last sequence, damaged lines and epoch of a journal. */
  stateOf(learnerId: string): JournalState {
    const entries = this.entriesOf(learnerId);
    const damagedLines = (this.journals.get(learnerId) ?? [])
      .flatMap((line, index) => (line ? [] : [index + 1]))
      .slice(0, 100);
    const epoch = entries.findLast(({ change }) => change.kind === 'restored')?.change.id ?? '';
    return { learnerId, count: entries.length, lastSequence: entries.at(-1)?.sequence ?? 0, damagedLines, epoch };
  }

  private take(learnerId: string, reason: SnapshotReason): { snapshot: ListedSnapshot | null; taken: boolean } {
    const lines = this.entriesOf(learnerId);
    if (lines.length === 0) return { snapshot: null, taken: false };
    const kept = this.snapshotsOf(learnerId);
    const snapshot = listed(learnerId, kept.length + 1, reason, this.stateOf(learnerId), lines);
    kept.push({ snapshot, lines });
    return { snapshot, taken: true };
  }

  private snapshotsOf(learnerId: string) {
    const kept = this.snapshots.get(learnerId) ?? [];
    this.snapshots.set(learnerId, kept);
    return kept;
  }

  private snapshotOf(learnerId: string, snapshotId: string) {
    const found = this.snapshotsOf(learnerId).find(({ snapshot }) => snapshot.snapshotId === snapshotId);
    if (!found) throw new OperationFailure('not-found', 'No such snapshot in memory.');
    return found;
  }

  private presentTries(keyId: string, known: UnlockTries): UnlockTries {
    const here = this.triesAt(keyId);
    const tries = presentTries(here, known, this.now(), this.clock);
    if (tries !== here && tries !== known) this.tries.set(keyId, tries);
    return tries;
  }

  private triesAt(keyId: string): UnlockTries {
    return this.tries.get(keyId) ?? NO_TRIES;
  }

  private learnerOf(learnerId: string): string | null {
    return this.entriesOf(learnerId).findLast(({ change }) => change.kind === 'learner')?.change.body ?? null;
  }
}

/**
 * As the host lists a snapshot; every one of this host is taken at the same moment, and its counts tell the lines
 * alone.
 */
function listed(
  learnerId: string,
  number: number,
  reason: SnapshotReason,
  state: JournalState,
  lines: readonly JournalEntry[],
): ListedSnapshot {
  const ofKind = (kind: JournalChange['kind']): readonly JournalEntry[] =>
    lines.filter(({ change }) => change.kind === kind);
  const counts = {
    statements: ofKind('statement').length,
    revisions: ofKind('note').length,
    sections: 0,
    quizzes: 0,
    notes: 0,
    first: null,
    last: null,
  };
  const { count, lastSequence, epoch } = state;
  return {
    snapshotId: `${String(number).padStart(6, '0')}-2026-11-25T08-00-00-000Z-${reason}`,
    learnerId,
    number,
    createdAt: '2026-11-25T08:00:00.000Z',
    reason,
    size: 1,
    content: { counts, state: { count, lastSequence, epoch }, learner: ofKind('learner').at(-1)?.change.body ?? null },
  };
}

async function entry(sequence: number, change: JournalChange): Promise<JournalEntry> {
  return { sequence, change: { ...change }, checksum: await checksum(sequence, change) };
}

async function checksum(sequence: number, { id, kind, body }: JournalChange): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${sequence}\n${id}\n${kind}\n${body}`));
  return [...new Uint8Array(bytes).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
