import { ref, watch, type Component, type Ref } from 'vue';
import { useLazyPart } from '../../components/page/lazy-part';
import { useAnnouncements } from '../../stores/host/announcements';
import { useSession } from '../../stores/session/session';
import { useRecord } from '../../stores/record/record';
import { whenIdle } from '../../stores/session/when-idle';

/** Milliseconds before each further try to load the lock; the last repeats for as long as the page is open. */
const PAUSES = [1_000, 5_000, 30_000, 120_000, 300_000] as const;

/** The lazily loaded part that locks the record. */
export interface RecordLockPart {
  readonly component: Component;
  readonly isWanted: Readonly<Ref<boolean>>;
}

/**
 * Loads the lock: with a protected record at once; without a PIN after the first screen, since one may be set. A failed
 * load is tried again, with growing delays and whenever a record becomes protected; until then a learner with a PIN
 * sees a notice that nothing locks by itself. Call in setup.
 *
 * @param load the lock's component; replaced in tests
 */
export function useRecordLock(
  load: () => Promise<{ readonly default: Component }> = () => import('./RecordLock.vue'),
): RecordLockPart {
  const sessionStore = useSession();
  const record = useRecord();
  const announcements = useAnnouncements();
  const isWanted = ref(false);
  /** Not set by the first failure, which is followed by another try almost at once. */
  const isMissing = ref(false);

  const { component, tryNow } = useLazyPart(
    async () => {
      const part = await load();
      isMissing.value = false;
      return part;
    },
    {
      hasTexts: false,
      pauses: PAUSES,
      onFailure: (tries) => {
        isMissing.value = tries > 1;
      },
    },
  );

  watch(
    () => [sessionStore.isProtected, record.loaded] as const,
    ([isProtected, loaded]) => {
      if (isProtected) isWanted.value = true;
      else if (loaded) {
        void whenIdle().then(() => {
          isWanted.value = true;
        });
      }
    },
    { immediate: true },
  );

  // A record that becomes protected doesn't wait for the next try.
  watch(
    () => sessionStore.isProtected,
    (isProtected) => {
      if (isProtected) tryNow();
    },
  );

  watch([isMissing, () => sessionStore.isProtected] as const, ([missing, isProtected]) => {
    if (missing && isProtected) announcements.notify('warning', 'lockUnavailable');
    else announcements.withdraw('lockUnavailable');
  });

  return { component, isWanted };
}
