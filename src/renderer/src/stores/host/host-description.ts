import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { OperationOutput } from '../../../../contract/operations';
import { useAppContext } from '../../app-context';
import { useAnnouncements } from './announcements';

/** The host's description of itself. */
export type HostDescription = OperationOutput<'app.describe'>;

/** The host's description of itself, requested once. */
export const useHostDescription = defineStore('host-description', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const description = shallowRef<HostDescription | null>(null);
  const failed = ref(false);

  async function load(): Promise<void> {
    if (description.value) return;
    const result = await context.host.invoke('app.describe', {});
    failed.value = !result.ok;
    if (result.ok) description.value = result.value;
  }

  /** Tells, before anybody types, that nothing can be saved in the data folder. */
  async function warnAboutFolder(): Promise<void> {
    await load();
    const problem = description.value?.dataFolderProblem;
    if (problem) announcements.notify('warning', `dataFolder.${problem}`);
  }

  return { description, failed, load, warnAboutFolder };
});
