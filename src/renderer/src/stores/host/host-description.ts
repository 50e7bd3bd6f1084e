import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { OperationOutput } from '../../../../contract/operations';
import { useAppContext } from '../../app-context';

/** The host's description of itself. */
export type HostDescription = OperationOutput<'app.describe'>;

/** The host's description of itself, requested once. */
export const useHostDescription = defineStore('host-description', () => {
  const context = useAppContext();
  const description = shallowRef<HostDescription | null>(null);
  const failed = ref(false);

  async function load(): Promise<void> {
    if (description.value) return;
    const result = await context.host.invoke('app.describe', {});
    failed.value = !result.ok;
    if (result.ok) description.value = result.value;
  }

  return { description, failed, load };
});
