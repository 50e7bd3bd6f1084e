import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import { useAppContext } from '../../app-context';
import type { ModuleContent } from '../../../../domain/series/module';
import { useSession } from '../session/session';

/** The study text of the module that is open. One at a time: a module's text is large and the others are on disk. */
export const useModuleContent = defineStore('module-content', () => {
  const context = useAppContext();
  const content = shallowRef<ModuleContent | null>(null);
  const failedModuleId = shallowRef<string | null>(null);
  const sessionStore = useSession();
  /** Number of the last request: a text that arrives after a newer request, or after its learner left, isn't shown. */
  let asked = 0;

  watch(
    () => sessionStore.current,
    (session) => {
      // The next learner must not see which module the last one studied.
      if (session) return;
      asked += 1;
      content.value = null;
      failedModuleId.value = null;
    },
  );

  /** Loads a module's text unless it is open already. On failure `failedModuleId` names it and null is returned. */
  async function open(moduleId: string): Promise<ModuleContent | null> {
    asked += 1;
    const mine = asked;
    if (content.value?.moduleId === moduleId) return content.value;
    failedModuleId.value = null;
    try {
      const loaded = await context.loadModule(moduleId);
      if (mine === asked) content.value = loaded;
      return loaded;
    } catch {
      if (mine === asked) {
        content.value = null;
        failedModuleId.value = moduleId;
      }
      return null;
    }
  }

  return { content, failedModuleId, open };
});
