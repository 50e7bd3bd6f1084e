import { ref, watch, type Component, type Ref } from 'vue';
import { useLazyPart } from '../../components/page/lazy-part';
import { useAnnouncements } from '../../stores/host/announcements';
import { useSession } from '../../stores/session/session';
import { useRecord } from '../../stores/record/record';
import { whenIdle } from '../../stores/session/when-idle';

/** Milliseconds before each further try to load the lock; the last goes on for as long as the page lives. */
const PAUSES = [1_000, 5_000, 30_000, 120_000, 300_000] as const;

/** The part that locks the record, once it is wanted. */
export interface RecordLockPart {
  readonly component: Component;
  readonly isWanted: Readonly<Ref<boolean>>;
}

/**
 * Has the lock loaded: with a protected record at once; a record without a PIN has nothing to lock yet, so it comes after the first screen, and stays, since another
 * window may set a PIN. What can't be loaded is tried again, with growing pauses and whenever a lock is wanted; until it is there a learner with a PIN is told that
 * nothing locks by itself. Call in setup.
 *
 * @param load the lock itself; replaced in tests
 */
export function useRecordLock(
  load: () => Promise<{ readonly default: Component }> = () => import('./RecordLock.vue'),
): RecordLockPart {
  const sessionStore = useSession();
  const record = useRecord();
  const announcements = useAnnouncements();
  const isWanted = ref(false);
  /** The first failure is followed by a try so soon that nobody need know of it. */
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

  // Where a lock is wanted this very moment nobody waits for the next try.
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
