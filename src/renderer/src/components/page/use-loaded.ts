import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';

/** A part of the course or of the app that a page loads. */
export interface Loaded<Value> {
  /** Null until it is loaded. */
  readonly value: Readonly<ShallowRef<Value | null>>;
  /** True where the last try failed. */
  readonly failed: Readonly<Ref<boolean>>;
  /** Loads it. Never rejects: `failed` says so. */
  readonly load: () => Promise<void>;
}

/** @param request loads it; its rejection counts as a failure */
export function useLoaded<Value>(request: () => Promise<Value>): Loaded<Value> {
  const value = shallowRef<Value | null>(null);
  const failed = ref(false);

  async function load(): Promise<void> {
    failed.value = false;
    try {
      value.value = await request();
    } catch {
      failed.value = true;
    }
  }

  return { value, failed, load };
}
