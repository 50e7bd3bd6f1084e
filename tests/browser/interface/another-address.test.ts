import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import screens from '../../../src/renderer/src/i18n/locales/en/screens.json';
import { InMemoryHost } from '../../support/hosts/in-memory-host';
import { PATIENCE } from '../../support/patience';
import { openWindow } from '../support/app-scene';
import { openApp } from './whole-app';

it('a screen shows nothing of one module under the address of another', async () => {
  const host = new InMemoryHost();
  const window = openWindow(host);
  await window.create('Sokha Chan');
  window.close();
  const app = openApp(host, '#/modules/diversion/quiz', () => Promise.resolve({ default: screens }));
  await app.opening.begin();
  await page.getByRole('button', { name: screens.quiz.beginPractice }).click();
  await expect.poll(() => app.router.currentRoute.value.name, PATIENCE).toBe('quiz');
  await app.router.push('/modules/diversion/quiz');
  const practices = page.getByRole('list', { name: screens.quiz.practices.label });
  await expect.element(practices).toBeVisible();
  await app.router.push('/modules/social-norms/quiz');
  await expect.element(page.getByRole('button', { name: screens.quiz.beginPractice })).toBeVisible();
  await expect.element(practices).not.toBeInTheDocument();
  expect(app.failures).toEqual([]);
});
