import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** A state that passes by itself. */
export interface Moment {
  readonly isNow: Readonly<Ref<boolean>>;
  /** Begins it, or begins it anew. */
  readonly begin: () => void;
  readonly end: () => void;
}

/** Milliseconds for which something is pointed at: enough to find it after the page has changed, and gone before it is in the way. */
export const POINTED_FOR = 5_000;

/** Something that holds for a moment, and no longer than what it belongs to. */
export function useMoment(milliseconds: number): Moment {
  const isNow = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function end(): void {
    clearTimeout(timer);
    isNow.value = false;
  }

  function begin(): void {
    end();
    isNow.value = true;
    timer = setTimeout(end, milliseconds);
  }

  onScopeDispose(end);
  return { isNow: readonly(isNow), begin, end };
}
