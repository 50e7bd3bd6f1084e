import { ref, type Ref } from 'vue';

/** Work that a button begins, and that isn't begun again before it is over. */
export interface OneAtATime<Given extends readonly unknown[]> {
  readonly busy: Readonly<Ref<boolean>>;
  /** Does the work; nothing while it is being done: a second press, or a key that is held down. */
  readonly run: (...given: Given) => Promise<void>;
}

/** @param work what is done; its failures are its own to tell */
export function useOneAtATime<Given extends readonly unknown[]>(
  work: (...given: Given) => Promise<void>,
): OneAtATime<Given> {
  const busy = ref(false);

  async function run(...given: Given): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      await work(...given);
    } finally {
      busy.value = false;
    }
  }

  return { busy, run };
}
