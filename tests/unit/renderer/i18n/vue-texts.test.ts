import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApp } from 'vue';
import type { TextTree } from '../../../../src/renderer/src/i18n/message-compiler';
import { createVueTexts, useI18n, type InterfaceTexts } from '../../../../src/renderer/src/i18n/vue-texts';

/** Areas that the test makes up. */
const areas = (texts: TextTree) => texts as unknown as Partial<InterfaceTexts>;
const ENGLISH = areas({
  home: { minutes: '{minutes} min', left: '{n} section is left of {total} | {n} sections are left of {total}' },
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the texts of the interface', () => {
  it('take the count at its two names, and choose the form by it', () => {
    const { t } = createVueTexts(
      areas({ a: { terms: '{n} term | {n} terms', parts: '{count} part | {count} parts' } }),
    );
    expect([t('a.terms', 1), t('a.terms', 3), t('a.parts', 3)]).toEqual(['1 term', '3 terms', '3 parts']);
    // A value of the same name stands in the text as it is written there.
    expect(t('a.terms', { n: 'Three' }, 3)).toBe('Three terms');
  });

  it('choose the form by a number among the values where no count is given, else the first one', () => {
    const { t } = createVueTexts(ENGLISH);
    expect(t('home.left', { n: 2, total: 6 })).toBe('2 sections are left of 6');
    expect(t('home.left', { total: 6 })).toBe(' section is left of 6');
  });

  it('are in the language of the page, or in one that is named; English where that lacks a text', () => {
    const texts = createVueTexts(ENGLISH);
    texts.add('km', areas({ home: { minutes: '{minutes} នាទី' } }));
    expect(texts.t('home.minutes', { minutes: 12 })).toBe('12 min');
    expect(texts.textsIn('km')('home.minutes', { minutes: 12 })).toBe('១២ នាទី');
    texts.show('km');
    expect(texts.t('home.minutes', { minutes: 12 })).toBe('១២ នាទី');
    expect(texts.t('home.left', { total: 6 }, 2)).toBe('2 sections are left of 6');
  });

  it('are complete when the rest of a language has come', () => {
    const texts = createVueTexts(ENGLISH);
    expect(texts.has('help.heading')).toBe(false);
    texts.add('en', areas({ help: { heading: 'Help' } }));
    expect(texts.has('help.heading')).toBe(true);
    expect([texts.t('help.heading'), texts.t('home.minutes', { minutes: 1 })]).toEqual(['Help', '1 min']);
  });

  it('tell a developer of a key that there is no text of', () => {
    const error = vi.spyOn(console, 'error').mockReturnValue(undefined);
    expect(createVueTexts(ENGLISH).t('home.nothing')).toBe('home.nothing');
    expect(error).toHaveBeenCalledWith('There is no text "home.nothing".');
  });

  it('are asked for where the app has them', () => {
    const app = createApp({});
    expect(() => app.runWithContext(useI18n)).toThrow('plugin is missing');
    app.use(createVueTexts(ENGLISH).plugin);
    expect(app.runWithContext(() => useI18n().t('home.minutes', { minutes: 5 }))).toBe('5 min');
  });
});
