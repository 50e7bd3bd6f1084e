import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import type { ModuleContent } from '../../../../src/domain/series/module';
import ModulePage from '../../../../src/renderer/src/features/module/ModulePage.vue';
import { openWindow } from '../../support/app-scene';
import { emptyRouter } from '../../support/empty-router';
import '../../../../src/renderer/src/styles/app.css';

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
