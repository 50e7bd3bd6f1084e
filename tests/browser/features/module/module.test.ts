import { expect, it, afterEach, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import type { ModuleContent } from '../../../../src/domain/series/module';
import ReaderPath from '../../../../src/renderer/src/features/module/ReaderPath.vue';
import ModulePage from '../../../../src/renderer/src/features/module/ModulePage.vue';
import { module, section } from '../../../support/builders/series-builders';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { emptyRouter, withRouter } from '../../support/empty-router';
import '../../../../src/renderer/src/styles/app.css';
import ModuleRecording from '../../../../src/renderer/src/features/module/ModuleRecording.vue';
import { withNote, withPin } from '../../support/locked-scene';

afterEach(() => {
  document.body.replaceChildren();
});

it('moves nothing when the module’s text arrives: a press in that moment meets what it was meant for', async () => {
  const text: ModuleContent = { moduleId: 'a', sections: [], questions: [], sources: [], terms: [] };
  const arrival = Promise.withResolvers<ModuleContent>();
  const jobAid = { kind: 'checklist', language: 'en', title: 'A first meeting', purpose: '', parts: [] } as const;
  const window = openWindow(undefined, {
    loadModule: () => arrival.promise,
    introductionOf: () => ({ topics: [], summary: 'A summary.', objectives: [], jobAid }),
  });
  await window.create();
  const router = emptyRouter();
  const screen = await render(ModulePage, {
    props: { moduleId: 'a' },
    global: { plugins: [...window.mounting.plugins, router], provide: window.mounting.provide },
  });
  const link = screen.getByRole('link', { name: 'Sources of this module' });
  await expect.element(screen.getByRole('link', { name: 'A first meeting' }).first()).toBeVisible();
  // The fonts that the page asked for move its lines by themselves as they arrive.
  await document.fonts.ready;
  const before = link.element().getBoundingClientRect().top;
  arrival.resolve({ ...text, jobAid });
  await arrival.promise;
  await new Promise(requestAnimationFrame);
  expect(link.element().getBoundingClientRect().top).toBe(before);
});

it('who says by key which reader they are is led to the sections to begin with, in their order', async () => {
  const window = openWindow();
  await window.create();
  const sections = ['first', 'second', 'third'].map((name) => section(`a/${name}`, { title: `About the ${name}` }));
  const readers = { lawyer: 'For who pleads.', 'social-worker': 'For who visits.', ngo: 'For who trains.' };
  const screen = await render(ReaderPath, {
    props: {
      module: module('a', { sections, paths: { lawyer: [0], 'social-worker': [2, 0], ngo: [1] } }),
      readers,
      open: true,
    },
    global: withRouter(window.mounting),
  });
  await userEvent.tab();
  await userEvent.tab();
  await expect.element(screen.getByRole('button', { name: 'a social worker' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  // The button goes: what took its place follows the heading.
  await expect.element(screen.getByRole('heading', { name: 'If you are a social worker' })).toHaveFocus();
  await expect.element(screen.getByText('For who visits.')).toBeVisible();
  const stops: (string | undefined)[] = [];
  for (let stop = 0; stop < 3; stop += 1) {
    await userEvent.tab();
    stops.push(document.activeElement?.textContent.trim());
  }
  expect(stops).toEqual(['Change', '3. About the third', '1. About the first']);
  await expect.poll(() => window.session.preferences.readerRole).toBe('social-worker');
});

async function show({ mounting }: AppWindow) {
  const screen = await render(ModuleRecording, {
    props: { moduleId: 'a', sectionId: 'a/first' },
    global: withRouter(mounting),
  });
  // Folded away until something is attached.
  const fold = screen.container.querySelector('details');
  if (fold) fold.open = true;
  return screen;
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
