import { afterEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import ModuleRecording from '../../../../src/renderer/src/features/module/ModuleRecording.vue';
import { openWindow } from '../../support/app-scene';
import { emptyRouter } from '../../support/empty-router';

afterEach(() => {
  document.body.replaceChildren();
});

it('a recording that is attached or detached leaves the focus at its heading: the pressed button goes', async () => {
  const window = openWindow();
  await window.create();
  const { recording } = window;
  vi.spyOn(recording, 'find').mockResolvedValue();
  vi.spyOn(recording, 'choose').mockImplementation(async () => {
    recording.attached = { moduleId: 'a', file: { name: 'session.webm' }, position: 0 } as never;
  });
  vi.spyOn(recording, 'remove').mockImplementation(async () => {
    recording.attached = null;
  });
  const screen = await render(ModuleRecording, {
    props: { moduleId: 'a', sectionId: 'a/first' },
    global: { ...window.mounting, plugins: [...window.mounting.plugins, emptyRouter()] },
  });
  const heading = screen.getByRole('heading', { name: 'Your recording' });
  for (const [pressed, next] of [
    ['Choose a recording', 'Detach the recording'],
    ['Detach the recording', 'Choose a recording'],
  ] as const) {
    await screen.getByRole('button', { name: pressed }).click();
    await expect.element(screen.getByRole('button', { name: next })).toBeVisible();
    await expect.element(heading).toHaveFocus();
  }
});
