import { computed, watch, type ComputedRef } from 'vue';
import { useAppContext } from '../../app-context';
import type { AgreementState } from '../../../../domain/series/agreement';
import type { ModuleContent, ModuleOutline } from '../../../../domain/series/module';
import { isProtocolAgreed, moduleAccess, protocolState, type ModuleAccess } from '../../../../domain/record/sequence';
import type { ModuleTranslation } from '../../../../domain/series/translation';
import { useCourseLanguage } from './course-language';
import { useModuleContent } from './module-content';
import { useRecord } from './record';

/** A module, for the screens that show its content. */
export interface OpenModule {
  /** Undefined where the series has no such module. */
  readonly module: ComputedRef<ModuleOutline | undefined>;
  /** Null until it is loaded. */
  readonly content: ComputedRef<ModuleContent | null>;
  /** The same in the second language; null where the learner reads one alone, and until it is loaded. */
  readonly beside: ComputedRef<ModuleContent | null>;
  /** What of the module is translated into the language that the course is read in. */
  readonly translation: ComputedRef<ModuleTranslation | null>;
  readonly failed: ComputedRef<boolean>;
  /** Whether the module's sequence allows studying it, and its advice. */
  readonly access: ComputedRef<ModuleAccess>;
  /** The learner's agreement to the module's protocol; null where it has none. */
  readonly agreement: ComputedRef<AgreementState['state'] | null>;
  /** False while the module is locked by its sequence, or the current version of its protocol isn't agreed to. */
  readonly open: ComputedRef<boolean>;
  readonly load: () => Promise<void>;
}

/** Loads a module's content and says whether it may be studied. */
export function useOpenModule(moduleId: () => string): OpenModule {
  const { shownSeries: series, translationIn } = useAppContext();
  const contentStore = useModuleContent();
  const recordStore = useRecord();
  const courseLanguage = useCourseLanguage();

  const module = computed(() => series.modules.find(({ id }) => id === moduleId()));
  const content = computed(() => (contentStore.content?.moduleId === moduleId() ? contentStore.content : null));
  const beside = computed(() => (contentStore.beside?.moduleId === moduleId() ? contentStore.beside : null));
  const translation = computed(() => translationIn(courseLanguage.language)?.modules[moduleId()] ?? null);
  const failed = computed(() => contentStore.failedModuleId === moduleId());
  const access = computed(() => moduleAccess(series, recordStore.record, moduleId()));
  const agreement = computed(() => (module.value ? protocolState(module.value, recordStore.record) : null));
  const open = computed(
    () => access.value.open && (!module.value || isProtocolAgreed(module.value, recordStore.record)),
  );

  async function load(): Promise<void> {
    if (module.value) await contentStore.open(moduleId());
  }
  watch(moduleId, () => void load(), { immediate: true });

  return { module, content, beside, translation, failed, access, agreement, open, load };
}
