import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** A state that ends by itself. */
export interface TransientState {
  readonly isActive: Readonly<Ref<boolean>>;
  /** Starts it, or starts it again. */
  readonly begin: () => void;
}

/** A state that is true for so many milliseconds; it ends with its scope. */
export function useTransientState(milliseconds: number): TransientState {
  const isActive = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function end(): void {
    clearTimeout(timer);
    isActive.value = false;
  }

  function begin(): void {
    end();
    isActive.value = true;
    timer = setTimeout(end, milliseconds);
  }

  onScopeDispose(end);
  return { isActive: readonly(isActive), begin };
}
