import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import { useAppContext } from '../app-context';
import type { ModuleContent } from '../../../domain/module';
import { useLearner } from './learner';

/** The study text of the module that is open. One at a time: a module's text is large and the others are on disk. */
export const useModuleContent = defineStore('module-content', () => {
  const context = useAppContext();
  const content = shallowRef<ModuleContent | null>(null);
  const failedModuleId = shallowRef<string | null>(null);
  const learnerStore = useLearner();

  watch(
    () => learnerStore.session,
    (session) => {
      // Which module the last learner studied is nothing that the next one should find.
      if (session) return;
      content.value = null;
      failedModuleId.value = null;
    },
  );

  /** Loads a module's text unless it is the one that is open. On failure `failedModuleId` names it and null is returned. */
  async function open(moduleId: string): Promise<ModuleContent | null> {
    if (content.value?.moduleId === moduleId) return content.value;
    failedModuleId.value = null;
    try {
      content.value = await context.loadModule(moduleId);
      return content.value;
    } catch {
      content.value = null;
      failedModuleId.value = moduleId;
      return null;
    }
  }

  return { content, failedModuleId, open };
});
