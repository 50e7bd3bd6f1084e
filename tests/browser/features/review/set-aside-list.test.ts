import { afterEach, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { h, ref } from 'vue';
import SetAsideList from '../../../../src/renderer/src/features/review/SetAsideList.vue';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

afterEach(() => {
  document.body.replaceChildren();
});

it('a question that is brought back leaves the focus at the others, and the last one at the heading of the page', async () => {
  const { mounting } = openWindow();
  const entries = ref(['a/first', 'a/second'].map((questionId) => ({ questionId, by: 'learner' as const, misses: 0 })));
  const back = (questionId: string): void => {
    entries.value = entries.value.filter((entry) => entry.questionId !== questionId);
  };
  const screen = await render(
    () => [h('h1', { tabindex: -1 }, 'Review'), h(SetAsideList, { entries: entries.value, onBack: back })],
    { global: withRouter(mounting) },
  );
  await screen.getByRole('button', { name: 'Bring it back: a/first' }).click();
  await expect.element(screen.getByRole('button', { name: 'Bring it back: a/first' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('heading', { name: 'Set aside' })).toHaveFocus();
  await screen.getByRole('button', { name: 'Bring it back: a/second' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Review' })).toHaveFocus();
});
