import { computed, type ComputedRef } from 'vue';
import type { Language } from '../../../../domain/text/language';
import { useLearnerDirectory } from './learner-directory';
import { useSessionMachine } from './session-machine';

/**
 * Language of the learner whose record this window holds, or else of the one who opened theirs last; undefined while
 * this browser knows no learner.
 */
export function useWantedLanguage(): ComputedRef<Language | undefined> {
  const machine = useSessionMachine();
  const directory = useLearnerDirectory();
  return computed(() => (machine.record?.learner ?? directory.known[0]?.learner)?.language);
}
