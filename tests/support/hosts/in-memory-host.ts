import * as v from 'valibot';
import type { EpochBody, JournalChange, JournalEntry, JournalState } from '../../../src/contract/journal-entry';
import { JOURNAL_FORMAT } from '../../../src/contract/journal-format';
import {
  isOperationName,
  MAXIMUM_REQUEST_BYTES,
  operations,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from '../../../src/contract/operations';
import type { GivenInput } from '../../../src/renderer/src/host/host-client';
import type { ListedSnapshot, SnapshotFailure, SnapshotReason } from '../../../src/contract/snapshot';
import { nextEpoch } from '../../../src/domain/record/journal-epoch';
import {
  afterWrongTry,
  type SteadyReading,
  type UnlockTries,
  waitLeft,
} from '../../../src/domain/protection/unlock-delay';
import { failure, OperationFailure, success, type ErrorCode, type Result } from '../../../src/contract/result';
import { InMemoryJournals, withBodies } from './in-memory-journals';

/** The moment at which everybody is removed, and every epoch begins. */
export const REMOVED_AT = '2026-11-25T08:00:00.000Z';

/** The page of another window or browser. */
const OTHER_PAGE = '018f3c1e-7b2a-7c3d-8e4f-0123456789ee';

type Handlers = { readonly [Name in OperationName]?: (input: OperationInput<Name>) => Promise<OperationOutput<Name>> };

/**
 * A host in memory, whose inputs and outputs pass the contract's schemas. It answers what a record needs: journals,
 * snapshots, removals and the tries at a PIN.
 */
export class InMemoryHost extends InMemoryJournals {
  /** Operations asked for, in order, with those that were refused. */
  readonly asked: { readonly name: OperationName; readonly input: unknown }[] = [];
  /** What the host says of the last daily snapshot. */
  snapshotFailure: SnapshotFailure | null = null;
  /** How many snapshots a rewriting doesn't reach, for the moment. */
  unreadableSnapshots = 0;
  /** Snapshots are listed as files that can't be read at that moment. */
  areSnapshotsBusy = false;
  /** What the host's own clock says. */
  clock: SteadyReading = { run: '018f3c1e-7b2a-7c3d-8e4f-0123456789ff', milliseconds: 1_000 };
  /** The computer's clock, as the host reads it: milliseconds since 1970. */
  now = (): number => Date.UTC(2026, 10, 20, 1);
  /** Wrong PINs that the host counted, by the id of the key. */
  readonly tries = new Map<string, UnlockTries>();
  private readonly snapshots = new Map<
    string,
    { readonly snapshot: ListedSnapshot; lines: readonly JournalEntry[] }[]
  >();
  private readonly refused = new Map<OperationName, ErrorCode>();
  private held: Promise<void> | null = null;
  private heldOne: { readonly name: OperationName; readonly tell: () => void; readonly until: Promise<void> } | null =
    null;
  private readonly removed = new Set<string>();
  private epochs = 0;
  private readonly turns = new Map<string, { readonly page: string; readonly number: number }>();

  private readonly handlers: Handlers = {
    'app.ping': async () => ({}),
    'unlock-tries.wait': async ({ keyId }) => this.toldTries(keyId),
    'unlock-tries.count': async ({ keyId }) => {
      const present = this.toldTries(keyId);
      if (present.wait > 0) return { taken: false, ...present };
      this.tries.set(keyId, afterWrongTry(this.tries.get(keyId) ?? null, this.now(), this.clock));
      return { taken: true, ...this.toldTries(keyId) };
    },
    'unlock-tries.clear': async ({ keyId }) => {
      this.tries.delete(keyId);
      return {};
    },
    'journal.list': async () => ({
      journals: [...this.journals.keys()]
        .filter((learnerId) => !this.removed.has(learnerId))
        .sort()
        .map((learnerId) => ({ learnerId, state: this.stateOf(learnerId), learner: this.learnerOf(learnerId) })),
    }),
    'journal.open': async ({ learnerId, page, format, cursor, turn }) => {
      if (format !== JOURNAL_FORMAT) throw new OperationFailure('page-outdated', 'The test is of another version.');
      this.refuseRemoved(learnerId);
      if (turn === 'take') this.takeTurn(learnerId, page);
      else if (this.turns.get(learnerId)?.number !== turn || this.turns.get(learnerId)?.page !== page)
        throw openedElsewhere();
      this.refuseOtherPage(learnerId, page);
      return {
        turn: this.turns.get(learnerId)?.number ?? 0,
        state: this.stateOf(learnerId),
        holdsCursor: this.holdsCursor(learnerId, cursor),
      };
    },
    'journal.append': async ({ learnerId, page, cursor, changes }) => {
      this.refuseRemoved(learnerId);
      this.refuseOtherPage(learnerId, page);
      if (this.stateOf(learnerId).lastSequence !== cursor.lastSequence || !this.holdsCursor(learnerId, cursor))
        throw new OperationFailure('journal-moved', 'The test changed the journal.');
      this.write(learnerId, changes);
      return this.stateOf(learnerId);
    },
    'journal.renew': async ({ learnerId, page, reason, above }) => {
      this.refuseRemoved(learnerId);
      this.refuseOtherPage(learnerId, page);
      this.beginEpoch(learnerId, this.entriesOf(learnerId), [above], { reason });
      return this.stateOf(learnerId);
    },
    'learner.remove': async ({ learnerId }) => {
      this.removed.add(learnerId);
      this.turns.delete(learnerId);
      this.snapshots.delete(learnerId);
      this.journals.delete(learnerId);
      return {};
    },
    'learner-removal.find': async ({ learnerIds }) => ({
      removed: learnerIds
        .filter((learnerId) => this.removed.has(learnerId))
        .map((learnerId) => ({ learnerId, at: REMOVED_AT })),
    }),
    'learner-removal.lift': async ({ learnerId }) => {
      this.removed.delete(learnerId);
      return {};
    },
    'journal.rewrite': async ({ learnerId, page, bodies }) => {
      this.refuseRemoved(learnerId);
      this.refuseOtherPage(learnerId, page);
      const given = new Map(bodies.map(({ id, body }) => [id, body]));
      const dropped = this.rewriteJournal(learnerId, given);
      for (const kept of this.snapshotsOf(learnerId)) kept.lines = withBodies(kept.lines, given);
      return { ...this.stateOf(learnerId), dropped, unreadable: this.unreadableSnapshots };
    },
    'snapshot.take': async ({ learnerId, reason }) => {
      this.refuseRemoved(learnerId);
      return this.take(learnerId, reason);
    },
    'snapshot.failure': async () => ({ failure: this.snapshotFailure }),
    'snapshot.list': async ({ learnerId }) => ({
      snapshots: (learnerId === undefined ? [...this.snapshots.keys()] : [learnerId]).flatMap((id) =>
        this.snapshotsOf(id)
          .map(({ snapshot }) => (this.areSnapshotsBusy ? { ...snapshot, content: null } : snapshot))
          .reverse(),
      ),
      failure: null,
    }),
    'snapshot.read': async ({ learnerId, snapshotId, afterSequence, limit }) => ({
      entries: this.snapshotOf(learnerId, snapshotId)
        .lines.filter(({ sequence }) => sequence > afterSequence)
        .slice(0, limit),
    }),
    'snapshot.restore': async ({ learnerId, page, snapshotId }) => {
      const { lines } = this.snapshotOf(learnerId, snapshotId);
      this.removed.delete(learnerId);
      this.takeTurn(learnerId, page);
      const { snapshot: undo } = this.take(learnerId, 'before-restore');
      const epochs = this.snapshotsOf(learnerId).map(({ snapshot }) => snapshot.content?.state.epoch ?? '');
      const keys = this.entriesOf(learnerId).flatMap(({ change }) => (change.kind === 'key' ? [change] : []));
      this.beginEpoch(learnerId, lines, epochs, { reason: 'restored', snapshotId }, keys);
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

  private refuseRemoved(learnerId: string): void {
    if (this.removed.has(learnerId)) throw new OperationFailure('learner-removed', 'The learner was removed.');
  }

  private refuseOtherPage(learnerId: string, page: string): void {
    if (this.turns.get(learnerId)?.page !== page) throw openedElsewhere();
  }

  private takeTurn(learnerId: string, page: string): void {
    const turn = this.turns.get(learnerId);
    if (turn?.page !== page) this.turns.set(learnerId, { page, number: (turn?.number ?? 0) + 1 });
  }

  private beginEpoch(
    learnerId: string,
    lines: readonly JournalEntry[],
    above: readonly string[],
    body: { readonly reason: EpochBody['reason']; readonly snapshotId?: string },
    keys: readonly JournalChange[] = [],
  ): void {
    this.epochs += 1;
    const id = nextEpoch([this.stateOf(learnerId).epoch, ...above], `memory-${this.epochs}`);
    this.journals.set(learnerId, [...lines]);
    this.write(learnerId, [
      ...keys,
      { id, kind: 'epoch', body: JSON.stringify({ ...body, at: REMOVED_AT } satisfies EpochBody) },
    ]);
  }

  /** Removes a learner as another window or browser on this computer would. */
  async removeElsewhere(learnerId: string): Promise<void> {
    await this.invoke('learner.remove', { learnerId });
  }

  /** Opens a record as another window or browser on this computer would, which writes it from then on. */
  openElsewhere(learnerId: string): void {
    this.takeTurn(learnerId, OTHER_PAGE);
  }

  /** Restores a snapshot as another window or browser on this computer would. */
  async restoreElsewhere(learnerId: string, snapshotId: string): Promise<void> {
    await this.invoke('snapshot.restore', { learnerId, page: OTHER_PAGE, snapshotId });
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

  private toldTries(keyId: string): { failures: number; wait: number } {
    const tries = this.tries.get(keyId) ?? null;
    return { failures: tries?.failures ?? 0, wait: waitLeft(tries, this.now(), this.clock) };
  }
}

function openedElsewhere(): OperationFailure {
  return new OperationFailure('opened-elsewhere', 'The test opened the record in another page.');
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
