import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { useAppContext } from '../../app-context';
import type { ModuleContent } from '../../../../domain/series/module';
import type { Language } from '../../../../domain/text/language';
import { useSession } from '../session/session';
import { useCourseLanguage } from './course-language';

/**
 * The study text of the module that is open, in the language of the course and in the one beside it. One module at a
 * time: a module's text is large and the others are on disk.
 */
export const useModuleContent = defineStore('module-content', () => {
  const context = useAppContext();
  const loaded = shallowRef<ReadonlyMap<Language, ModuleContent>>(new Map());
  const failedModuleId = shallowRef<string | null>(null);
  const sessionStore = useSession();
  const courseLanguage = useCourseLanguage();
  /** Number of the last request: a text that arrives after a newer request, or after its learner left, isn't shown. */
  let asked = 0;

  /** While another language is loaded, the one before stays: the page must not jump. */
  const content = computed(() => loaded.value.get(courseLanguage.language) ?? [...loaded.value.values()][0] ?? null);
  const beside = computed(() => (courseLanguage.beside && loaded.value.get(courseLanguage.beside)) ?? null);

  watch(
    () => sessionStore.current,
    (session) => {
      // The next learner must not see which module the last one studied.
      if (session) return;
      asked += 1;
      loaded.value = new Map();
      failedModuleId.value = null;
    },
  );
  watch([() => courseLanguage.language, () => courseLanguage.beside], () => {
    if (content.value) void open(content.value.moduleId);
  });

  /**
   * Loads a module's text in the languages that it is read in, unless it is open already. On failure `failedModuleId`
   * names it and null is returned.
   */
  async function open(moduleId: string): Promise<ModuleContent | null> {
    asked += 1;
    const mine = asked;
    const { language, beside: other } = courseLanguage;
    const known = content.value?.moduleId === moduleId ? loaded.value : new Map<Language, ModuleContent>();
    const missing = [language, ...(other ? [other] : [])].filter((wanted) => !known.has(wanted));
    if (missing.length === 0) return known.get(language) ?? null;
    failedModuleId.value = null;
    try {
      const added = await Promise.all(
        missing.map(async (wanted) => [wanted, await context.loadModule(moduleId, wanted)] as const),
      );
      const all = new Map([...known, ...added]);
      if (mine === asked) loaded.value = all;
      return all.get(language) ?? null;
    } catch {
      if (mine === asked) {
        loaded.value = new Map();
        failedModuleId.value = moduleId;
      }
      return null;
    }
  }

  return { content, beside, failedModuleId, open };
});
