import { computed, type ComputedRef } from 'vue';
import { useOpenModule, type OpenModule } from '../../stores/record/open-module';
import type { ReflectionQuestion, ScoredQuestion } from '../../../../domain/series/question';
import type { Attempt } from '../../../../domain/quiz/attempt';

/** A module as the quiz screens need it. */
export interface QuizModule extends OpenModule {
  /** The bank's questions that count, by id. */
  readonly questions: ComputedRef<ReadonlyMap<string, ScoredQuestion>>;
  /** The reflection that an attempt asks; null where it asks none, or one that has left the bank. */
  readonly reflectionOf: (attempt: Attempt | null) => ReflectionQuestion | null;
}

/** Loads a module's bank and says whether its quiz may be taken. */
export function useQuizModule(moduleId: () => string): QuizModule {
  const opened = useOpenModule(moduleId);
  const bank = computed(() => opened.content.value?.questions ?? []);
  const questions = computed(
    () =>
      new Map(
        bank.value.filter((question) => question.type !== 'reflection').map((question) => [question.id, question]),
      ),
  );

  function reflectionOf(attempt: Attempt | null): ReflectionQuestion | null {
    return (
      bank.value.filter((question) => question.type === 'reflection').find(({ id }) => id === attempt?.reflectionId) ??
      null
    );
  }

  return { ...opened, questions, reflectionOf };
}
