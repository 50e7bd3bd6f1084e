import { computed, watch, type ComputedRef } from 'vue';
import { useAppContext } from '../../app-context';
import { useModuleContent } from '../../stores/module-content';
import { useRecord } from '../../stores/record';
import { agreementState } from '../../../../domain/agreement';
import type { ModuleContent, ModuleOutline } from '../../../../domain/module';
import type { Question } from '../../../../domain/question';
import { moduleAccess } from '../../../../domain/sequence';

/** A module as the quiz screens need it. */
export interface QuizModule {
  readonly module: ComputedRef<ModuleOutline | undefined>;
  readonly content: ComputedRef<ModuleContent | null>;
  readonly questions: ComputedRef<ReadonlyMap<string, Question>>;
  readonly failed: ComputedRef<boolean>;
  /** False while the module is locked by its sequence or its protocol. */
  readonly open: ComputedRef<boolean>;
  readonly load: () => Promise<void>;
}

/** Loads a module's bank and says whether its quiz may be taken. */
export function useQuizModule(moduleId: () => string): QuizModule {
  const { series } = useAppContext();
  const contentStore = useModuleContent();
  const recordStore = useRecord();

  const module = computed(() => series.modules.find(({ id }) => id === moduleId()));
  const content = computed(() => (contentStore.content?.moduleId === moduleId() ? contentStore.content : null));
  const questions = computed(() => new Map((content.value?.questions ?? []).map((question) => [question.id, question])));
  const failed = computed(() => contentStore.failedModuleId === moduleId());
  const open = computed(() => {
    if (!moduleAccess(series, recordStore.record, moduleId()).open) return false;
    const protocol = content.value?.agreement;
    return !protocol || agreementState(Object.values(recordStore.record.agreements), protocol).state === 'agreed';
  });

  async function load(): Promise<void> {
    await contentStore.open(moduleId());
  }
  watch(moduleId, () => void load(), { immediate: true });

  return { module, content, questions, failed, open, load };
}
