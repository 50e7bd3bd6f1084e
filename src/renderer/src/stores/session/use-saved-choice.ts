import { computed, shallowRef, watch, type WritableComputedRef } from 'vue';
import type { LearnerChange } from '../../../../domain/learner/learner';
import { useSession } from './session';

/**
 * A choice of the profile as a form control binds it with `v-model`. It is saved at once; where that fails, the control
 * shows again what is saved.
 *
 * @param saved - what the profile says
 * @param changeTo - the change that saves a value
 */
export function useSavedChoice<Value>(
  saved: () => Value,
  changeTo: (value: Value) => LearnerChange,
): WritableComputedRef<Value> {
  const { update } = useSession();
  const shown = shallowRef(saved());
  watch(saved, (value) => (shown.value = value));
  return computed({
    get: () => shown.value,
    set: (value) => {
      shown.value = value;
      void update(changeTo(value)).then((isSaved) => {
        if (!isSaved) shown.value = saved();
      });
    },
  });
}
