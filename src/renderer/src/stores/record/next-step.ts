import { computed, type ComputedRef } from 'vue';
import { useAppContext } from '../../app-context';
import { nextStep, type NextStep, type StudyPlace } from '../../../../domain/record/next-step';
import { useRecord } from './record';
import { useReviewsDue } from './reviews-due';

/** What the learner at work does next, seen from a place: the one suggestion that every screen shows. */
export function useNextStep(place: () => StudyPlace | null): ComputedRef<NextStep> {
  const { series } = useAppContext();
  const recordStore = useRecord();
  const reviewsDue = useReviewsDue();
  return computed(() =>
    nextStep({
      series,
      record: recordStore.record,
      running: recordStore.running,
      reviewsDue: reviewsDue.countIn(recordStore.record),
      place: place(),
    }),
  );
}
