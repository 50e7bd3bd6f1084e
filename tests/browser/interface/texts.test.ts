import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { defineComponent, h } from 'vue';
import { useI18n } from '../../../src/renderer/src/i18n/vue-texts';
import { computersLanguage, interfaceLanguage } from '../../../src/renderer/src/i18n/interface-language';
import { formatDay } from '../../../src/renderer/src/i18n/dates';
import screens from '../../../src/renderer/src/i18n/locales/en/screens.json';
import khmerScreens from '../../../src/renderer/src/i18n/locales/km/screens.json';
import khmerStart from '../../../src/renderer/src/i18n/locales/km/start.json';
import { createTexts } from '../../../src/renderer/src/i18n/texts';

/** A page with a text of the first load, one of the screens and a date; its Khmer chunks are the test's. */
async function page(start = () => Promise.resolve({ default: khmerStart })) {
  const texts = createTexts({
    en: { screens: () => Promise.resolve({ default: screens }) },
    km: { start, screens: () => Promise.resolve({ default: khmerScreens }) },
  });
  const Page = defineComponent({
    setup() {
      const { t } = useI18n();
      return () => h('p', [t('shell.settings'), ' ', t('settings.heading'), ' ', formatDay('2026-11-25')].join('|'));
    },
  });
  await texts.loadScreens();
  const { container } = await render(Page, { global: { plugins: [texts.plugin] } });
  shown = texts;
  return { texts, text: () => container.textContent };
}

let shown: Awaited<ReturnType<typeof page>>['texts'] | undefined;
afterEach(async () => {
  await shown?.show('en');
  vi.unstubAllGlobals();
});

const ENGLISH = 'Settings| |Settings| |25 November 2026';
const KHMER = `${khmerStart.shell.settings}| |${khmerScreens.settings.heading}| |ថ្ងៃទី២៥ ខែវិច្ឆិកា ឆ្នាំ២០២៦`;

describe('the language of the page', () => {
  it('changes at once, dates too, and back', async () => {
    const { texts, text } = await page();
    expect(text()).toBe(ENGLISH);
    await texts.show('km');
    await expect.poll(text).toBe(KHMER);
    expect(document.documentElement.lang).toBe('km');
    await texts.show('en');
    await expect.poll(text).toBe(ENGLISH);
    expect(document.documentElement.lang).toBe('en');
  });

  it('stays where its texts cannot be loaded, and is loaded when it is asked for again', async () => {
    const start = vi
      .fn(() => Promise.resolve({ default: khmerStart }))
      .mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const { texts, text } = await page(start);
    await expect(texts.show('km')).rejects.toThrow('Failed to fetch');
    expect(text()).toBe(ENGLISH);
    expect(interfaceLanguage.value).toBe('en');
    await texts.show('km');
    await expect.poll(text).toBe(KHMER);
  });

  it('is the one that was asked for last, whichever texts come first', async () => {
    let bring: (chunk: { default: typeof khmerStart }) => void = () => undefined;
    const { texts, text } = await page(() => new Promise((resolve) => (bring = resolve)));
    const toKhmer = texts.show('km');
    await texts.show('en');
    bring({ default: khmerStart });
    await toKhmer;
    expect(interfaceLanguage.value).toBe('en');
    expect(text()).toBe(ENGLISH);
  });

  it.each([
    [['km-KH', 'en'], 'km'],
    [['xx', 'km'], 'km'],
    [['xx', 'yy'], 'en'],
    [[], 'en'],
  ] as const)('begins, on a computer in %j, in %s', (languages, expected) => {
    vi.stubGlobal('navigator', { languages });
    expect(computersLanguage()).toBe(expected);
  });
});
