import { afterEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { defineComponent, h } from 'vue';
import type { Language } from '../../../src/domain/text/language';
import { appContextKey } from '../../../src/renderer/src/app-context';
import { interfaceLanguage } from '../../../src/renderer/src/i18n/interface-language';
import screens from '../../../src/renderer/src/i18n/locales/en/screens.json';
import khmerScreens from '../../../src/renderer/src/i18n/locales/km/screens.json';
import khmerStart from '../../../src/renderer/src/i18n/locales/km/start.json';
import { createTexts } from '../../../src/renderer/src/i18n/texts';
import { LearnerRegistry } from '../../../src/renderer/src/storage';
import { usePageLanguage } from '../../../src/renderer/src/page-language';
import { openWindow } from '../support/app-scene';

/** A window with a record, and the page's texts as they are before the app is mounted. */
async function scene(start = () => Promise.resolve({ default: khmerStart })) {
  const window = openWindow();
  await window.create();
  const texts = createTexts({
    en: { screens: () => Promise.resolve({ default: screens }) },
    km: { start, screens: () => Promise.resolve({ default: khmerScreens }) },
  });
  afterwards = () => texts.show('en');
  let choose: (language: Language) => void = () => undefined;
  const Page = defineComponent({
    setup() {
      choose = usePageLanguage();
      return () => h('p');
    },
  });
  const mount = async (): Promise<void> => {
    const { [appContextKey as symbol]: context } = window.mounting.provide;
    const [pinia] = window.mounting.plugins;
    if (!pinia) throw new Error('The window has no stores.');
    await render(Page, { global: { plugins: [pinia, texts.plugin], provide: { [appContextKey as symbol]: context } } });
  };
  return { window, texts, mount, choose: (language: Language) => choose(language) };
}

let afterwards: () => Promise<void> = () => Promise.resolve();
afterEach(() => afterwards());

it('a page that begins in the computer’s language goes on in that of a learner who was found before it was there', async () => {
  const { texts, mount } = await scene();
  await texts.show('km');
  await mount();
  await expect.poll(() => interfaceLanguage.value).toBe('en');
});

it('a page that found a learner who turns out to be removed goes on in the computer’s language', async () => {
  const { window, mount } = await scene();
  const id = window.atWork().learner.id;
  await window.session.update({ language: 'km' });
  await mount();
  await expect.poll(() => interfaceLanguage.value).toBe('km');
  window.close();
  window.machine.state = { phase: 'opening' };
  await new LearnerRegistry().beginRemoval(id);
  await window.directory.list();
  await expect.poll(() => interfaceLanguage.value).toBe('en');
});

it('a language that is the learner’s already is loaded when it is chosen again', async () => {
  const start = vi.fn(() => Promise.resolve({ default: khmerStart }));
  const { window, mount, choose } = await scene(start);
  await mount();
  start.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  choose('km');
  await expect.poll(window.notices).toContain('partUnavailable');
  expect(window.session.learner?.language).toBe('km');
  expect(interfaceLanguage.value).toBe('en');
  choose('km');
  await expect.poll(() => interfaceLanguage.value).toBe('km');
});
