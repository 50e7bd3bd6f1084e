import { computed, type ComputedRef } from 'vue';
import { useAppContext } from '../../app-context';
import {
  firstStep,
  nextStep,
  placeOf,
  type NextStep,
  type NextStepInput,
  type StudyPlace,
} from '../../../../domain/record/next-step';
import { isTranslated } from '../../../../domain/series/translation';
import { SOURCE_LANGUAGE } from '../../../../domain/text/language';
import { useCourseLanguage } from './course-language';
import { useRecord } from './record';
import { useReviewsDue } from './reviews-due';

/** What the learner at work does next, seen from no module: on the first screen. */
export function useFirstStep(): ComputedRef<NextStep> {
  const recordStore = useRecord();
  const input = useInput();
  return computed(() => firstStep({ ...input.value, place: placeOf(recordStore.position) }));
}

/** What the learner at work does next, seen from a module or from a section of it. */
export function useNextStep(place: () => StudyPlace | null): ComputedRef<NextStep> {
  const input = useInput();
  return computed(() => nextStep({ ...input.value, place: place() }));
}

function useInput(): ComputedRef<Omit<NextStepInput, 'place'>> {
  const { series, translationIn } = useAppContext();
  const courseLanguage = useCourseLanguage();
  const recordStore = useRecord();
  const reviewsDue = useReviewsDue();
  return computed(() => ({
    series,
    record: recordStore.record,
    running: recordStore.running,
    reviewsDue: reviewsDue.countIn(recordStore.record),
    isReadable: (moduleId) =>
      courseLanguage.language === SOURCE_LANGUAGE || isTranslated(translationIn(courseLanguage.language), moduleId),
  }));
}
