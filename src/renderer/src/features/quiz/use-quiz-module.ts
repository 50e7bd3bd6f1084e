import { computed, type ComputedRef } from 'vue';
import { useAppContext } from '../../app-context';
import { useOpenModule, type OpenModule } from '../../stores/record/open-module';
import type { ReflectionQuestion, Revised, ScoredQuestion } from '../../../../domain/series/question';
import type { TranslationState } from '../../../../domain/series/translation';
import { LANGUAGES } from '../../../../domain/text/language';
import type { Attempt } from '../../../../domain/quiz/attempt';

/** A module as the quiz screens use it. */
export interface QuizModule extends OpenModule {
  /** The bank's graded questions, by id. */
  readonly questions: ComputedRef<ReadonlyMap<string, ScoredQuestion & Revised>>;
  /** Of the bank in its other language; undefined where it has none. */
  readonly bankTranslation: ComputedRef<TranslationState | undefined>;
  /** An attempt's reflection; null where it has none, or one that was removed from the bank. */
  readonly reflectionOf: (attempt: Attempt | null) => ReflectionQuestion | null;
}

/** Loads a module's bank and returns whether its quiz is open. */
export function useQuizModule(moduleId: () => string): QuizModule {
  const { translationIn } = useAppContext();
  const opened = useOpenModule(moduleId);
  const bankTranslation = computed(() =>
    LANGUAGES.map((language) => translationIn(language)?.modules[moduleId()]?.parts.quiz).find(
      (state) => state !== undefined,
    ),
  );
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

  return { ...opened, questions, bankTranslation, reflectionOf };
}
