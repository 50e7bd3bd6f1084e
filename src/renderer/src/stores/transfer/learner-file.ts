import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { nowIso, today, useAppContext } from '../../app-context';
import type { Delivery } from '../../../../contract/delivery';
import { displayName, type Learner } from '../../../../domain/learner/learner';
import { LearnerFileError, type LearnerFileContents } from '../../../../domain/learner-file/learner-file';
import type { ProtectedFileHeader } from '../../../../domain/learner-file/protected-file';
import { exportRecord, mergeIntoRecord, type Amount } from '../../storage/transfer';
import { failureOf, type Failure } from '../host/host-error';
import { useAnnouncements } from '../host/announcements';
import { useClosing } from '../session/closing';
import { useSession } from '../session/session';
import { useLearnerDirectory } from '../session/learner-directory';
import { useOpening } from '../session/opening';
import { importPreview, timelyPart, type ImportPreview } from './import-preview';
import { protectedHeaderOf, readLearnerFile, readProtectedFile } from './learner-file-reading';
import { addLearnerRecord, isLearnerHere } from './learner-file-owner';
import { useSaveState } from '../session/save-state';
import { exportText } from '../host/text-export';

/** Why the work failed; each code has a text under `records.failures` or `errors`. */
export interface FileFailure extends Omit<Failure, 'from'> {
  readonly from: Failure['from'] | 'file';
  readonly line: number;
}

/** The current work with a learner file, and its result. */
export type FileWork =
  | { readonly phase: 'idle' }
  | { readonly phase: 'saving' | 'reading' | 'merging'; readonly done: number }
  /** A protected file: its PIN or recovery code is asked for. */
  | { readonly phase: 'ask'; readonly createdAt: string; readonly wrong: boolean }
  | { readonly phase: 'preview'; readonly preview: ImportPreview }
  | { readonly phase: 'saved'; readonly delivery: Exclude<Delivery, { outcome: 'cancelled' }> }
  | { readonly phase: 'merged'; readonly added: Amount }
  | { readonly phase: 'added'; readonly name: string; readonly learnerId: string; readonly added: Amount }
  | { readonly phase: 'cancelled' }
  | { readonly phase: 'failed'; readonly failure: FileFailure };

/** One piece of work with a file. Its result isn't shown after its learner left. */
interface Attempt {
  /** Aborted where it is cancelled, or its learner left. */
  readonly signal: AbortSignal;
  /** Aborted where its learner left. */
  readonly left: AbortSignal;
  /** Shows the progress: the share done, 0-1. */
  readonly onProgress: (done: number) => void;
}

/** Saves the learner's whole record as a file, and imports such a file. */
export const useLearnerFile = defineStore('learner-file', () => {
  const announcements = useAnnouncements();
  const context = useAppContext();
  const sessionStore = useSession();
  const closing = useClosing();
  const directory = useLearnerDirectory();
  const opening = useOpening();
  const saving = useSaveState();
  const work = shallowRef<FileWork>({ phase: 'idle' });
  /** Whether the work is with a file that goes out or comes in: its outcome stands beside that button. */
  const direction = ref<'in' | 'out'>('in');
  const busy = computed(() => ['saving', 'reading', 'merging'].includes(work.value.phase));
  let present: { readonly cancelling: AbortController; readonly leaving: AbortController } | null = null;
  let contents: LearnerFileContents | null = null;
  let wasProtected = false;
  /** A protected file whose PIN is asked for. */
  let sealedFile: { readonly file: Blob; readonly header: ProtectedFileHeader } | null = null;

  watch(
    () => sessionStore.current,
    (session) => {
      // The next learner must not see a file that the last one opened. Only without a session: an import may open the
      // record that it brought.
      if (session) return;
      present?.leaving.abort();
      present = null;
      contents = null;
      sealedFile = null;
      work.value = { phase: 'idle' };
    },
    { flush: 'sync' },
  );

  /** For the file's name. The day comes first: a long name is cut, and of two copies the newer one has to be found. */
  const datedLabel = (learner: Learner): string => `${today(context)} ${displayName(learner)}`;

  /** Saves the record as a file. */
  async function save(): Promise<void> {
    const learner = sessionStore.learner;
    if (!learner) return;
    await attempt('saving', async ({ signal, onProgress }) => {
      await closing.saveWhatCanBeSaved();
      const protectedBy = sessionStore.current?.cipher() ?? null;
      const options = { createdAt: nowIso(context), cipher: protectedBy };
      const delivery = await exportRecord(learner.id, options, (pieces) => {
        const texts = async function* (): AsyncGenerator<string> {
          for await (const { text, done } of pieces) {
            onProgress(done);
            yield text;
          }
        };
        return exportText(context.host, { kind: 'learner-file', label: datedLabel(learner) }, texts(), signal);
      });
      return delivery.outcome === 'cancelled' ? { phase: 'cancelled' } : { phase: 'saved', delivery };
    });
  }

  /** Reads a file to its end and shows what it would add; changes nothing. */
  async function preview(file: Blob): Promise<void> {
    await attempt('reading', async (mine) => {
      contents = null;
      sealedFile = null;
      const header = await protectedHeaderOf(file);
      mine.signal.throwIfAborted();
      wasProtected = header !== null;
      if (!header) return show(await readLearnerFile(file, mine), mine);
      sealedFile = { file, header };
      return { phase: 'ask', createdAt: header.createdAt, wrong: false };
    });
  }

  /** Opens the chosen protected file with its PIN or its recovery code, and shows what it would add. */
  async function openProtected(secret: string): Promise<void> {
    const asked = sealedFile;
    if (!asked) return;
    await attempt('reading', async (mine) => {
      const read = await readProtectedFile(asked.file, asked.header, secret, mine);
      mine.signal.throwIfAborted();
      if (!read) return { phase: 'ask', createdAt: asked.header.createdAt, wrong: true };
      sealedFile = null;
      return show(read, mine);
    });
  }

  async function show(read: LearnerFileContents, { signal }: Attempt): Promise<FileWork> {
    const preview = await previewOf(read);
    signal.throwIfAborted();
    contents = read;
    return { phase: 'preview', preview };
  }

  function previewOf(read: LearnerFileContents): Promise<ImportPreview> {
    return importPreview(read, {
      context,
      learner: sessionStore.learner,
      isProtected: sessionStore.isProtected,
      cipher: sessionStore.current?.cipher() ?? null,
      wasProtected,
      now: nowIso(context),
    });
  }

  /** Merges the previewed file into the record of its learner, which is open. */
  async function merge(): Promise<void> {
    const read = contents;
    if (!read || work.value.phase !== 'preview' || work.value.preview.owner !== 'same') return;
    await attempt('merging', async ({ signal, left, onProgress }) => {
      const { contents: file } = await timelyPart(read, 'same', nowIso(context));
      await closing.saveWhatCanBeSaved();
      await sessionStore.takeSnapshot('before-import');
      signal.throwIfAborted();
      const cipher = sessionStore.current?.cipher() ?? null;
      const added = await mergeIntoRecord(file.learner.id, file, { profile: file.learner, cipher, signal, onProgress });
      contents = null;
      if (added.conflictCopies > 0) announcements.notify('information', 'noteChangedTwice');
      // The import is done, even if its learner left; the rest is only for them.
      if (!left.aborted) {
        const saved = await sessionStore.whileCurrent((session) => session.profile.learner());
        if (saved) sessionStore.acceptProfile(saved);
        sessionStore.markChanged();
        if (sessionStore.current) await saving.flush(sessionStore.current);
      }
      return { phase: 'merged', added };
    });
  }

  /** Creates a record for the learner of the previewed file; it is opened where none is open. */
  async function addLearner(): Promise<void> {
    const read = contents;
    const owner = work.value.phase === 'preview' ? work.value.preview.owner : null;
    if (!read || (owner !== 'another' && owner !== 'nobody')) return;
    await attempt('merging', async ({ signal, onProgress }) => {
      // They may have come here in another window since the preview.
      if (await isLearnerHere(context, read.learner.id)) return { phase: 'preview', preview: await previewOf(read) };
      const { contents: file } = await timelyPart(read, owner, nowIso(context));
      const { learner } = file;
      const added = await addLearnerRecord(context, learner, () =>
        mergeIntoRecord(learner.id, file, { signal, onProgress }),
      );
      contents = null;
      await directory.list();
      if (sessionStore.current) return { phase: 'added', name: displayName(learner), learnerId: learner.id, added };
      await opening.choose(learner.id);
      return { phase: 'idle' };
    });
  }

  async function attempt(
    phase: 'saving' | 'reading' | 'merging',
    task: (mine: Attempt) => Promise<FileWork>,
  ): Promise<void> {
    if (busy.value) return;
    const mine = { cancelling: new AbortController(), leaving: new AbortController() };
    const update = (next: FileWork): void => {
      if (present === mine) work.value = next;
    };
    present = mine;
    direction.value = phase === 'saving' ? 'out' : 'in';
    const onProgress = (done: number): void => {
      update({ phase, done });
    };
    onProgress(0);
    const signal = AbortSignal.any([mine.cancelling.signal, mine.leaving.signal]);
    try {
      update(await task({ signal, left: mine.leaving.signal, onProgress }));
    } catch (error) {
      update(signal.aborted ? { phase: 'cancelled' } : { phase: 'failed', failure: fileFailure(error) });
    }
    if (present === mine) present = null;
  }

  /** Cancels the running work; nothing is changed then. */
  function cancel(): void {
    present?.cancelling.abort();
  }

  /** Discards the previewed file and the last result. */
  function dismiss(): void {
    if (busy.value) return;
    contents = null;
    sealedFile = null;
    work.value = { phase: 'idle' };
  }

  return { work, direction, busy, save, preview, openProtected, merge, addLearner, cancel, dismiss };
});

function fileFailure(error: unknown): FileFailure {
  if (error instanceof LearnerFileError) return { from: 'file', code: error.problem, line: error.line };
  return { ...failureOf(error), line: 0 };
}
