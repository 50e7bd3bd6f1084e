import { afterEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import ModuleRecording from '../../../../src/renderer/src/features/module/ModuleRecording.vue';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';
import { withNote, withPin } from '../../support/locked-scene';

afterEach(() => {
  document.body.replaceChildren();
});

async function show({ mounting }: AppWindow) {
  return render(ModuleRecording, {
    props: { moduleId: 'a', sectionId: 'a/first' },
    global: withRouter(mounting),
  });
}

const ATTACHED = { moduleId: 'a', file: { name: 'session.webm' }, position: 0 } as never;

it('a recording that is attached or detached leaves the focus at its heading: the pressed button goes', async () => {
  const window = openWindow();
  await window.create();
  const { recording } = window;
  vi.spyOn(recording, 'find').mockResolvedValue();
  vi.spyOn(recording, 'choose').mockImplementation(async () => {
    recording.attached = ATTACHED;
  });
  vi.spyOn(recording, 'remove').mockImplementation(async () => {
    recording.attached = null;
  });
  const screen = await show(window);
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

it.each([
  ['without a PIN nothing is said of it', withNote, 0],
  ['a PIN, also one that is younger than the recording, is said not to protect the file’s name', withPin, 1],
])('%s', async (_, scene, count) => {
  const { window } = await scene();
  vi.spyOn(window.recording, 'find').mockResolvedValue();
  const screen = await show(window);
  const told = screen.getByText('The name and place of the file are not protected by your PIN.');
  await expect.element(screen.getByRole('button', { name: 'Choose a recording' })).toBeVisible();
  expect(told.elements()).toHaveLength(count);
  window.recording.attached = ATTACHED;
  await expect.element(screen.getByRole('button', { name: 'Detach the recording' })).toBeVisible();
  expect(told.elements()).toHaveLength(count);
});
