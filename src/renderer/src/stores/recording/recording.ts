import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { useAppContext } from '../../app-context';
import { sameFile, type RecordingFileKind } from '../../../../contract/recording';
import { StorageError, type AttachedRecording, type LearnerSession } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { HostError } from '../host/host-error';
import { useHostDescription } from '../host/host-description';
import { useSession } from '../session/session';
import { useSaveState } from '../session/save-state';
import type { ChosenFile, RecordingAccess, RecordingRefusal } from './recording-access';
import { fileOf, withFile } from './recording-attachment';
import { browserRecordings } from './recording-browser-files';
import { hostRecordings } from './recording-host-files';
import { createShownRecording } from './recording-shown';

/** What a file is chosen for, and by whom. */
interface Choice {
  readonly session: LearnerSession;
  readonly files: RecordingAccess;
  readonly moduleId: string;
  readonly kind: RecordingFileKind;
}

/** The recording that is attached to a module: its file stays where it is, and the app keeps how to find it. */
export const useRecording = defineStore('recording', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const saving = useSaveState();
  const announcements = useAnnouncements();
  const description = useHostDescription();

  const shown = createShownRecording();
  const { attached, state, address, captionsAddress, captionsLost } = shown;
  /** What is wrong with the attached file; null where nothing is, or it wasn't looked for. */
  const problem = computed(() => {
    const { value } = state;
    return value === 'none' || value === 'absent' || value === 'attached' || value === 'present' ? null : value;
  });
  const refusal = shallowRef<RecordingRefusal | null>(null);
  const access = shallowRef<RecordingAccess | null>(null);
  /** The module whose recording is shown: what ends after another one was opened isn't shown there. */
  let openModuleId: string | null = null;
  /** Number of the last call that changes what is shown: what an earlier one finds comes to nothing. */
  let turn = 0;

  function clear(): void {
    turn += 1;
    shown.clear();
    refusal.value = null;
  }
  watch(
    () => sessionStore.current,
    () => {
      clear();
      access.value = null;
      openModuleId = null;
    },
  );

  /** True while this module of this record is shown. */
  function isShown(session: LearnerSession, moduleId: string): boolean {
    return sessionStore.isCurrent(session) && openModuleId === moduleId;
  }

  /** Shows what is attached to a module. Never rejects. */
  async function open(moduleId: string): Promise<void> {
    if (attached.value?.moduleId === moduleId) return;
    clear();
    openModuleId = moduleId;
    const mine = turn;
    const session = sessionStore.current;
    if (!session) return;
    try {
      await description.load();
      const found = await (await session.recordings()).find(moduleId);
      if (mine !== turn || !sessionStore.isCurrent(session)) return;
      access.value =
        description.description?.host === 'desktop'
          ? hostRecordings(context.host, session.learnerId)
          : browserRecordings();
      attached.value = found;
      state.value = found ? 'attached' : 'absent';
    } catch (error) {
      failed(session, moduleId, error, saving.readFailed);
    }
  }

  /** Looks for the attached files and makes their addresses. Never rejects. */
  async function find(): Promise<void> {
    const [session, recording, files] = [sessionStore.current, attached.value, access.value];
    if (!session || !recording || !files) return;
    // Nothing else than the choice of this run leads to it.
    if (recording.file.source.kind === 'none' && state.value === 'present') return;
    const mine = (turn += 1);
    shown.release();
    refusal.value = null;
    try {
      const found = await files.find(recording.file.source);
      const captions = recording.captions && (await files.find(recording.captions.source));
      if (mine !== turn || !sessionStore.isCurrent(session)) {
        for (const each of [found, captions]) if (each?.state === 'present') each.release();
        return;
      }
      shown.show(recording, found);
      shown.showCaptions(captions);
    } catch (error) {
      failed(session, recording.moduleId, error);
    }
  }

  /** Lets the learner choose a file for a module. Never rejects. */
  function choose(moduleId: string, kind: RecordingFileKind, file?: File): Promise<void> {
    const [session, files] = [sessionStore.current, access.value];
    if (!session || !files) return Promise.resolve();
    refusal.value = null;
    // Nothing is awaited before it: the browser opens a dialog only while the press of the button counts.
    const chosen = file ? files.take(file, kind) : files.choose(kind);
    return chosen
      .then((answer) => sessionStore.track(attach({ session, files, moduleId, kind }, answer)))
      .catch((error: unknown) => {
        failed(session, moduleId, error);
      });
  }

  async function attach({ session, files, moduleId, kind }: Choice, chosen: ChosenFile): Promise<void> {
    if (chosen.outcome === 'cancelled') return;
    if (chosen.outcome !== 'chosen') {
      if (isShown(session, moduleId)) refusal.value = { reason: chosen.outcome, fileName: chosen.fileName, kind };
      return;
    }
    const store = await session.recordings();
    let before: AttachedRecording | null = null;
    const change = store.change(moduleId, (stored) => {
      before = stored;
      return withFile(stored, moduleId, kind, chosen.file);
    });
    const next = await change.catch(async (error: unknown) => {
      // Nothing is attached that could be removed, so the host has to forget its place now.
      await files.forget(chosen.file.source).catch(() => undefined);
      throw error;
    });
    if (next && isShown(session, moduleId)) {
      turn += 1;
      attached.value = next;
      if (kind === 'recording') shown.show(next, chosen.found);
      else shown.showCaptions(chosen.found);
    } else if (chosen.found.state === 'present') chosen.found.release();
    const unused = next ? fileOf(before, kind) : chosen.file;
    if (unused) await files.forget(unused.source);
  }

  /** Takes the file that is now at the recording's place for the recording. Never rejects. */
  async function acceptReplaced(): Promise<void> {
    const [session, recording, files] = [sessionStore.current, attached.value, access.value];
    if (!session || !recording || !files) return;
    const mine = turn;
    const found = await files.find(recording.file.source).catch(() => null);
    if (found?.state === 'present') found.release();
    // Reading the file takes seconds: another learner, or another recording, may be open by now.
    if (mine !== turn || !sessionStore.isCurrent(session)) return;
    if (found?.state === 'present')
      await save(session, recording, ({ file }) => ({ file: { ...file, fingerprint: found.fingerprint } }));
    await find();
  }

  /** Has the browser ask again whether the app may read the files, then looks for them. Never rejects. */
  async function allow(): Promise<void> {
    const [recording, files] = [attached.value, access.value];
    if (!recording || !files) return;
    await files.allow(recording.file.source).catch(() => undefined);
    if (recording.captions) await files.allow(recording.captions.source).catch(() => undefined);
    await find();
  }

  /** Detaches the recording, or its captions; the file and the notes at its moments stay. Never rejects. */
  async function remove(kind: RecordingFileKind): Promise<void> {
    const [session, recording, files] = [sessionStore.current, attached.value, access.value];
    if (!session || !recording || !files) return;
    const { moduleId } = recording;
    try {
      const gone = kind === 'recording' ? [recording.file, recording.captions] : [recording.captions];
      // First: where the host can't forget them, they stay attached and can be removed again.
      for (const each of gone) if (each) await files.forget(each.source);
      const store = await session.recordings();
      if (kind === 'recording') await store.remove(moduleId);
      else await store.change(moduleId, (stored) => stored && { ...stored, captions: null });
      if (!isShown(session, moduleId)) return;
      if (kind === 'captions') {
        attached.value = { ...recording, captions: null };
        shown.showCaptions(null);
      } else {
        clear();
        state.value = 'absent';
      }
    } catch (error) {
      failed(session, moduleId, error);
    }
  }

  /** Keeps where the recording is and how fast it plays. Never rejects. */
  async function keep(changed: Partial<Pick<AttachedRecording, 'position' | 'speed'>>): Promise<void> {
    const [session, recording] = [sessionStore.current, attached.value];
    if (session && recording) await save(session, recording, () => changed);
  }

  /** Saves a change of the attached recording; nothing where another one is attached by now. */
  async function save(
    session: LearnerSession,
    recording: AttachedRecording,
    change: (recording: AttachedRecording) => Partial<AttachedRecording>,
  ): Promise<void> {
    const { moduleId } = recording;
    const changed = (stored: AttachedRecording): AttachedRecording => ({ ...stored, ...change(stored) });
    attached.value = changed(recording);
    try {
      const { fingerprint } = recording.file;
      await sessionStore.track(
        session
          .recordings()
          .then((store) =>
            store.change(moduleId, (stored) =>
              stored && sameFile(stored.file.fingerprint, fingerprint) ? changed(stored) : null,
            ),
          ),
      );
    } catch (error) {
      failed(session, moduleId, error);
    }
  }

  /** The player gave up: says whether the file is gone, or can't be played. Never rejects. */
  async function playbackFailed(): Promise<void> {
    const recording = attached.value;
    await find();
    if (state.value === 'present' && attached.value === recording) state.value = 'unplayable';
  }

  function captionsFailed(): void {
    captionsLost.value = true;
  }

  function failed(session: LearnerSession, moduleId: string, error: unknown, tell = saving.storageFailed): void {
    if (!sessionStore.isCurrent(session)) return;
    if (error instanceof StorageError) tell(session, error);
    else if (!(error instanceof HostError)) announcements.notify('error', 'partUnavailable');
    else if (openModuleId === moduleId) refusal.value = { reason: 'host', code: error.code };
  }

  return {
    attached,
    state,
    problem,
    refusal,
    address,
    captionsAddress,
    captionsLost,
    usesField: computed(() => access.value?.usesField ?? false),
    open,
    find,
    choose,
    acceptReplaced,
    allow,
    remove,
    keep,
    playbackFailed,
    captionsFailed,
  };
});
