import { defineStore } from 'pinia';
import { computed, nextTick, ref, shallowRef, watch } from 'vue';
import { useAppContext } from '../../app-context';
import { sameFile, type RecordingFileKind } from '../../../../contract/recording';
import { toStorageError, type AttachedRecording, type LearnerSession } from '../../storage';
import { HostError } from '../host/host-error';
import { useHostDescription } from '../host/host-description';
import { useSession } from '../session/session';
import { useSaveState } from './save-state';
import type { ChosenFile, FoundFile, RecordingAccess } from './recording-access';
import { withFile } from './recording-attachment';
import { browserRecordings } from './recording-browser-files';
import { hostRecordings } from './recording-host-files';

/**
 * How the recording of the open module is. `none`: no module is open, or nothing is known yet. `absent`: none is
 * attached here. `attached`: one is, and its file wasn't looked for. The others as in `FoundFile`; `replaced`: another
 * file is at its place; `unplayable`: it is there and the browser can't play it.
 */
export type RecordingState =
  'none' | 'absent' | 'attached' | 'present' | 'replaced' | 'unplayable' | Exclude<FoundFile['state'], 'present'>;

/** Why a choice changed nothing. `code` is one of the host's. */
export type RecordingRefusal =
  | { readonly reason: 'unsuitable' | 'unreadable'; readonly fileName: string; readonly kind: RecordingFileKind }
  | { readonly reason: 'host'; readonly code: HostError['code'] };

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
  const description = useHostDescription();

  const attached = shallowRef<AttachedRecording | null>(null);
  const state = ref<RecordingState>('none');
  const refusal = shallowRef<RecordingRefusal | null>(null);
  const address = ref<string | null>(null);
  const captionsAddress = ref<string | null>(null);
  /** True where the attached captions aren't there or can't be read; the recording plays without them. */
  const captionsLost = ref(false);
  const access = shallowRef<RecordingAccess | null>(null);
  /** Files whose addresses end when others take their place. */
  let releases: { recording: () => void; captions: () => void } = { recording: ignore, captions: ignore };
  /** Number of the last call that changes what is shown: what an earlier one finds comes to nothing. */
  let turn = 0;

  function clear(): void {
    turn += 1;
    release();
    attached.value = null;
    state.value = 'none';
    refusal.value = null;
  }
  watch(
    () => sessionStore.current,
    () => {
      clear();
      access.value = null;
    },
  );

  function release(): void {
    later(releases.recording);
    later(releases.captions);
    releases = { recording: ignore, captions: ignore };
    address.value = null;
    captionsAddress.value = null;
    captionsLost.value = false;
  }

  /** Shows what is attached to a module. Never rejects. */
  async function open(moduleId: string): Promise<void> {
    if (attached.value?.moduleId === moduleId) return;
    clear();
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
      failed(session, error);
    }
  }

  /** Looks for the attached files and makes their addresses. Never rejects. */
  async function find(): Promise<void> {
    const [session, recording, files] = [sessionStore.current, attached.value, access.value];
    if (!session || !recording || !files) return;
    // Nothing else than the choice of this run leads to it.
    if (recording.file.source.kind === 'none' && state.value === 'present') return;
    const mine = (turn += 1);
    release();
    refusal.value = null;
    try {
      const found = await files.find(recording.file.source);
      const captions = recording.captions && (await files.find(recording.captions.source));
      if (mine !== turn || !sessionStore.isCurrent(session)) {
        for (const each of [found, captions]) if (each?.state === 'present') each.release();
        return;
      }
      show(recording, found);
      showCaptions(captions);
    } catch (error) {
      failed(session, error);
    }
  }

  function show(recording: AttachedRecording, found: FoundFile): void {
    later(releases.recording);
    releases.recording = ignore;
    address.value = null;
    if (found.state !== 'present') state.value = found.state;
    else {
      releases.recording = found.release;
      address.value = found.address;
      state.value = sameFile(found.fingerprint, recording.file.fingerprint) ? 'present' : 'replaced';
    }
  }

  function showCaptions(found: FoundFile | null): void {
    later(releases.captions);
    releases.captions = found?.state === 'present' ? found.release : ignore;
    captionsAddress.value = found?.state === 'present' ? found.address : null;
    captionsLost.value = found !== null && found.state !== 'present';
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
        failed(session, error);
      });
  }

  async function attach({ session, files, moduleId, kind }: Choice, chosen: ChosenFile): Promise<void> {
    if (chosen.outcome === 'cancelled') return;
    if (chosen.outcome !== 'chosen') {
      if (sessionStore.isCurrent(session)) refusal.value = { reason: chosen.outcome, fileName: chosen.fileName, kind };
      return;
    }
    const store = await session.recordings();
    const before = await store.find(moduleId);
    const next = withFile(before, moduleId, kind, chosen.file);
    const old = kind === 'recording' ? before?.file : before?.captions;
    if (next) await store.save(next);
    if (sessionStore.isCurrent(session) && next) {
      turn += 1;
      attached.value = next;
      if (kind === 'recording') show(next, chosen.found);
      else showCaptions(chosen.found);
    } else if (chosen.found.state === 'present') chosen.found.release();
    if (old) await files.forget(old.source);
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
    if (found?.state === 'present') {
      await save({ ...recording, file: { ...recording.file, fingerprint: found.fingerprint } });
    }
    await find();
  }

  /** Has the browser ask again whether the app may read the files, then looks for them. Never rejects. */
  async function allow(): Promise<void> {
    const [recording, files] = [attached.value, access.value];
    if (!recording || !files) return;
    await files.allow(recording.file.source).catch(ignore);
    if (recording.captions) await files.allow(recording.captions.source).catch(ignore);
    await find();
  }

  /** Detaches the recording, or its captions; the file and the notes at its moments stay. Never rejects. */
  async function remove(kind: RecordingFileKind): Promise<void> {
    const [session, recording, files] = [sessionStore.current, attached.value, access.value];
    if (!session || !recording || !files) return;
    try {
      const gone = kind === 'recording' ? [recording.file, recording.captions] : [recording.captions];
      // First: where the host can't forget them, they stay attached and can be removed again.
      for (const each of gone) if (each) await files.forget(each.source);
      if (kind === 'captions') await (await session.recordings()).save({ ...recording, captions: null });
      else await (await session.recordings()).remove(recording.moduleId);
      if (!sessionStore.isCurrent(session)) return;
      if (kind === 'captions') {
        attached.value = { ...recording, captions: null };
        showCaptions(null);
      } else {
        clear();
        state.value = 'absent';
      }
    } catch (error) {
      failed(session, error);
    }
  }

  /** Keeps where the recording is and how fast it plays. Never rejects. */
  async function keep(changed: Partial<Pick<AttachedRecording, 'position' | 'speed'>>): Promise<void> {
    if (attached.value) await save({ ...attached.value, ...changed });
  }

  async function save(recording: AttachedRecording): Promise<void> {
    const session = sessionStore.current;
    if (!session) return;
    attached.value = recording;
    try {
      await sessionStore.track(session.recordings().then((store) => store.save(recording)));
    } catch (error) {
      failed(session, error);
    }
  }

  /** The player gave up: says whether the file is gone, or can't be played. Never rejects. */
  async function playbackFailed(): Promise<void> {
    await find();
    if (state.value === 'present') state.value = 'unplayable';
  }

  function captionsFailed(): void {
    captionsLost.value = true;
  }

  function failed(session: LearnerSession, error: unknown): void {
    if (!sessionStore.isCurrent(session)) return;
    if (error instanceof HostError) refusal.value = { reason: 'host', code: error.code };
    else saving.storageFailed(session, toStorageError(error));
  }

  return {
    attached,
    state,
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

/** Ends an address when the player that used it is gone: a player would report it as missing. */
function later(end: () => void): void {
  void nextTick(end);
}

function ignore(): void {
  return;
}
