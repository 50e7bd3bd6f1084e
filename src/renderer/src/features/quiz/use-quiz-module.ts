import { computed, type ComputedRef } from 'vue';
import { useOpenModule, type OpenModule } from '../../stores/open-module';
import type { Question } from '../../../../domain/question';

/** A module as the quiz screens need it. */
export interface QuizModule extends OpenModule {
  readonly questions: ComputedRef<ReadonlyMap<string, Question>>;
}

/** Loads a module's bank and says whether its quiz may be taken. */
export function useQuizModule(moduleId: () => string): QuizModule {
  const opened = useOpenModule(moduleId);
  const questions = computed(() => new Map((opened.content.value?.questions ?? []).map((question) => [question.id, question])));
  return { ...opened, questions };
}
