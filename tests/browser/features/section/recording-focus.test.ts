import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { defineComponent, h } from 'vue';
import RecordingPanel from '../../../../src/renderer/src/features/section/recording/RecordingPanel.vue';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

afterEach(() => {
  document.body.replaceChildren();
});

/** The panel beside a field, while its file is looked for. */
async function lookingForFile() {
  const window = openWindow();
  await window.create();
  const { promise: found, resolve: find } = Promise.withResolvers<undefined>();
  vi.spyOn(window.recording, 'open').mockImplementation(async () => {
    window.recording.state = 'attached';
  });
  const looked = vi.spyOn(window.recording, 'find').mockImplementation(() => found);
  const Page = defineComponent(() => () => [
    h('input', { 'aria-label': 'A note' }),
    h(RecordingPanel, { moduleId: 'a', sectionId: 'a/first', requested: null }),
  ]);
  await render(Page, {
    global: withRouter(window.mounting),
  });
  await expect.poll(() => looked.mock.calls.length).toBe(1);
  return async () => {
    find(undefined);
    // What the panel does next it does in this turn.
    await new Promise((turn) => setTimeout(turn));
  };
}

describe('the recording beside the text', () => {
  it('has the focus once its file was looked for', async () => {
    const find = await lookingForFile();
    await find();
    await expect.element(page.getByRole('heading', { name: 'Your recording' })).toHaveFocus();
  });

  it('leaves the focus to who goes on elsewhere meanwhile', async () => {
    const find = await lookingForFile();
    await page.getByRole('textbox', { name: 'A note' }).click();
    await find();
    await expect.element(page.getByRole('textbox', { name: 'A note' })).toHaveFocus();
  });
});
