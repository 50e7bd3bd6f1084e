import { nextTick, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { sameFile } from '../../../../contract/recording';
import type { AttachedRecording } from '../../storage';
import type { FoundFile } from './recording-access';

/**
 * How the recording of the open module is. `none`: no module is open, or nothing is known yet. `absent`: none is
 * attached here. `attached`: one is, and its file wasn't looked for. The others as in `FoundFile`; `replaced`: another
 * file is at its place; `unplayable`: it is there and the browser can't play it.
 */
export type RecordingState =
  'none' | 'absent' | 'attached' | 'present' | 'replaced' | 'unplayable' | Exclude<FoundFile['state'], 'present'>;

/** What is shown of a module's recording: what is attached, how it was found, and the addresses that play it. */
export interface ShownRecording {
  readonly attached: ShallowRef<AttachedRecording | null>;
  readonly state: Ref<RecordingState>;
  readonly address: Ref<string | null>;
  readonly captionsAddress: Ref<string | null>;
  /** True where the attached captions aren't there or can't be read; the recording plays without them. */
  readonly captionsLost: Ref<boolean>;
  /** Shows the recording's file as it was found; the address of the one before ends. */
  readonly show: (recording: AttachedRecording, found: FoundFile) => void;
  /** Shows the captions as they were found, or none; the address of those before ends. */
  readonly showCaptions: (found: FoundFile | null) => void;
  /** Ends the addresses. */
  readonly release: () => void;
  /** Shows nothing. */
  readonly clear: () => void;
}

/** Shows one recording after another. */
export function createShownRecording(): ShownRecording {
  const attached = shallowRef<AttachedRecording | null>(null);
  const state = ref<RecordingState>('none');
  const address = ref<string | null>(null);
  const captionsAddress = ref<string | null>(null);
  const captionsLost = ref(false);
  /** Files whose addresses end when others take their place. */
  let releases: { recording: () => void; captions: () => void } = { recording: ignore, captions: ignore };

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

  function release(): void {
    later(releases.recording);
    later(releases.captions);
    releases = { recording: ignore, captions: ignore };
    address.value = null;
    captionsAddress.value = null;
    captionsLost.value = false;
  }

  function clear(): void {
    release();
    attached.value = null;
    state.value = 'none';
  }

  return { attached, state, address, captionsAddress, captionsLost, show, showCaptions, release, clear };
}

/** Ends an address when the player that used it is gone: a player would report it as missing. */
function later(end: () => void): void {
  void nextTick(end);
}

function ignore(): void {
  return;
}
