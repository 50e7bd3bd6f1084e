import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { queryValue } from '../../../routes';
import { useRoute, useRouter } from 'vue-router';
import { useRecording } from '../../../stores/recording/recording';
import { useSession } from '../../../stores/session/session';
import { readMoment } from '../../../../../domain/notes/moment';

/** The recording beside a section's text. */
export interface RecordingPanelState {
  readonly isOpen: Ref<boolean>;
  /** True while it plays: that isn't reading. */
  readonly isPlaying: Ref<boolean>;
  /** The moment that an address asked for; a new object is a new request. Null for where it was stopped. */
  readonly requested: ShallowRef<{ readonly seconds: number } | null>;
  readonly close: () => void;
}

/**
 * Opens the module's recording where the address asks for it (`recordingRoute`), and keeps it open from section to
 * section. The request is taken out of the address, so that the same moment can be asked for again.
 */
export function useRecordingPanel(moduleId: () => string): RecordingPanelState {
  const route = useRoute();
  const router = useRouter();
  const recording = useRecording();
  const sessionStore = useSession();
  const isOpen = ref(false);
  const isPlaying = ref(false);
  const requested = shallowRef<{ readonly seconds: number } | null>(null);

  function close(): void {
    isOpen.value = false;
    isPlaying.value = false;
    requested.value = null;
  }

  watch(
    () => sessionStore.current,
    () => void recording.open(moduleId()),
    { immediate: true },
  );
  watch(
    () => queryValue(route.query['recording']),
    (asked) => {
      if (asked === undefined) return;
      const seconds = asked === 'open' ? null : readMoment(Number(asked));
      requested.value = seconds === null ? null : { seconds };
      isOpen.value = true;
      const { recording: _, ...query } = route.query;
      void router.replace({ query });
    },
    { immediate: true },
  );
  return { isOpen, isPlaying, requested, close };
}
