import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { MAXIMUM_GROUP_FILE_BYTES, type GroupFileProblem } from '../../../../domain/group/group-file';
import type { HeldSession } from '../../../../domain/group/attendance';
import {
  NO_DECISIONS,
  withEntry,
  withKnown,
  withSamePerson,
  type GroupDecisions,
  type Pair,
} from '../../../../domain/group/decisions';
import { judgeFiles } from '../../../../domain/group/judging';
import { nameSigns } from '../../../../domain/group/name-signs';
import { peopleOf } from '../../../../domain/group/people';
import { withRemark } from '../../../../domain/group/remarks';
import type { Person } from '../../../../domain/group/person';
import type { Roster } from '../../../../domain/group/roster';
import { samePersonQuestions } from '../../../../domain/group/same-person';
import { nowIso, useAppContext } from '../../app-context';
import { failureOf } from '../host/host-error';
import { exportText, textPieces } from '../host/text-export';
import { useSession } from '../session/session';
import type { DocumentExportWork } from '../transfer/document-export';
import { useGroupReading } from './group-reading';
import { openGroup, sealGroup } from './sealed-group';

/** The saving or opening of decisions. */
export type DecisionsWork =
  | DocumentExportWork
  | { readonly phase: 'opened'; /** ISO instant. */ readonly savedAt: string }
  /** `too-much` to be saved; `decided-meanwhile`: something was decided while a file was being opened. */
  | { readonly phase: 'refused'; readonly problem: GroupFileProblem | 'too-much' | 'decided-meanwhile' };

/**
 * A coordinator's desk: what lies in an opened folder, judged by the decisions on it. Nothing is kept but in the file
 * of decisions, and everything is forgotten with the screen and with the record.
 */
export const useGroupDesk = defineStore('group-desk', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const { host, series } = context;
  const reading = useGroupReading();
  const decisions = shallowRef<GroupDecisions>(NO_DECISIONS);
  /** The decisions that a file has. */
  const savedDecisions = shallowRef<GroupDecisions>(NO_DECISIONS);
  /** The decisions that a browser was given to download: whether the file is there, only a person can say. */
  const downloaded = shallowRef<GroupDecisions | null>(null);
  const work = shallowRef<DecisionsWork>({ phase: 'idle' });
  let running = new AbortController();

  const judged = computed(() => judgeFiles(series, reading.files.value, decisions.value, nowIso(context)));
  const people = computed(() => peopleOf(series, judged.value.reports, decisions.value, judged.value.otherReports));
  const signs = computed(() => nameSigns(people.value));
  const questions = computed(() => samePersonQuestions(judged.value.reports, decisions.value.samePerson));
  const isUnsaved = computed(() => decisions.value !== savedDecisions.value);
  const isBusy = computed(() => work.value.phase === 'working');

  /** Forgets everything. */
  function forget(): void {
    running.abort();
    reading.forget();
    decisions.value = NO_DECISIONS;
    savedDecisions.value = NO_DECISIONS;
    downloaded.value = null;
    work.value = { phase: 'idle' };
  }
  watch(() => sessionStore.current, forget);

  function change(next: Partial<GroupDecisions>): void {
    decisions.value = { ...decisions.value, ...next };
  }

  /** Saves the decisions as one file that the passphrase opens. */
  async function save(passphrase: string): Promise<void> {
    await run(async (signal) => {
      const contents = { courseId: series.id, decisions: decisions.value };
      const text = await sealGroup(contents, passphrase, nowIso(context), context.keyRounds);
      if (text === null) return { phase: 'refused', problem: 'too-much' };
      const delivery = await exportText(host, { kind: 'group', label: series.title }, textPieces(text), signal);
      if (delivery.outcome === 'cancelled') return { phase: 'cancelled' };
      // What was decided while it was being saved isn't in it.
      if (delivery.outcome === 'saved') savedDecisions.value = contents.decisions;
      else downloaded.value = contents.decisions;
      return { phase: 'saved', delivery };
    });
  }

  /** Opens saved decisions, which take the place of those that are there. */
  async function openDecisions(file: File, passphrase: string): Promise<void> {
    const before = decisions.value;
    await run(async (signal) => {
      if (file.size > MAXIMUM_GROUP_FILE_BYTES) return { phase: 'refused', problem: 'not-a-group' };
      const text = await file.text().catch(() => null);
      const opened = text === null ? 'unread' : await openGroup(text, passphrase, series.id);
      if (typeof opened === 'string') return { phase: 'refused', problem: opened };
      signal.throwIfAborted();
      if (decisions.value !== before) return { phase: 'refused', problem: 'decided-meanwhile' };
      decisions.value = opened.decisions;
      savedDecisions.value = opened.decisions;
      return { phase: 'opened', savedAt: opened.savedAt };
    });
  }

  /** Somebody saw the downloaded file. */
  function confirmDownload(): void {
    if (downloaded.value) savedDecisions.value = downloaded.value;
    downloaded.value = null;
  }

  async function run(make: (signal: AbortSignal) => Promise<DecisionsWork>): Promise<void> {
    if (isBusy.value) return;
    const mine = new AbortController();
    running = mine;
    work.value = { phase: 'working' };
    let next: DecisionsWork;
    try {
      next = await make(mine.signal);
    } catch (error) {
      next = { phase: 'failed', ...failureOf(error) };
    }
    if (!mine.signal.aborted) work.value = next;
  }

  return {
    files: computed(() => judged.value.files),
    people,
    /** What tells people of one name apart, by the key of a person. */
    signs,
    questions,
    decisions,
    isUnsaved,
    /** A file went to the browser's downloads, and nobody has seen it there yet. */
    isDownloadOpen: computed(() => downloaded.value !== null),
    work,
    isBusy,
    reading: reading.state,
    isReading: reading.isReading,
    open: reading.open,
    cancelReading: reading.cancel,
    compare: reading.compare,
    compareAll: reading.compareAll,
    fieldsOf: reading.fieldsOf,
    credentialOf: reading.credentialOf,
    save,
    confirmDownload,
    openDecisions,
    forget,
    /** Goes back to what a file has. */
    discard: (): void => {
      decisions.value = savedDecisions.value;
      downloaded.value = null;
    },
    setRoster: (roster: Roster): void => {
      change({ roster });
    },
    setKnown: (pair: Pair, isKnown: boolean): void => {
      decisions.value = withKnown(decisions.value, pair, isKnown);
    },
    setSamePerson: (pair: readonly [string, string], same: boolean | null): void => {
      decisions.value = withSamePerson(decisions.value, pair, same);
    },
    /** Says who of the roster somebody is: an id, empty for nobody, undefined for whom the names tell. */
    setInvited: (identities: readonly string[], invitedId: string | undefined): void => {
      change({
        invited: identities.reduce((map, identity) => withEntry(map, identity, invitedId), decisions.value.invited),
      });
    },
    setAttendance: (attendance: readonly HeldSession[]): void => {
      change({ attendance });
    },
    setRemark: (person: Person, remark: string): void => {
      change({ remarks: withRemark(decisions.value.remarks, person, remark) });
    },
  };
});
