import { nextTick, watch, type Ref } from 'vue';

/**
 * Brings what is told of a deed into sight where it stands apart from its button, by as little as that takes: a screen reader hears it anyway, eyes would miss it.
 *
 * @param outcome what tells it
 * @param phase of the deed; `idle` tells nothing
 */
export function useOutcomeInSight(outcome: Readonly<Ref<HTMLElement | null>>, phase: () => string): void {
  watch(phase, async (now) => {
    if (now === 'idle') return;
    await nextTick();
    outcome.value?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  });
}
