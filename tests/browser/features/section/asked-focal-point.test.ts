import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import SectionFocalPoint from '../../../../src/renderer/src/features/section/SectionFocalPoint.vue';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

it('the focal point is gone to where its section is opened already when it is asked for', async () => {
  const window = openWindow();
  await window.create();
  const { mounting } = window;
  const screen = await render(SectionFocalPoint, {
    props: { moduleId: 'a', sectionId: 'a/first', requested: false },
    global: withRouter(mounting),
  });
  await expect.element(screen.getByRole('button', { name: 'Write down the focal point' })).toBeVisible();
  expect(document.activeElement).toBe(document.body);
  await screen.rerender({ requested: true });
  await expect.poll(() => document.activeElement).toBe(screen.container.querySelector('.place'));
});
