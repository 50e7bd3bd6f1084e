import { describe, expect, it } from 'vitest';
import { createI18n } from 'vue-i18n';
import screens from '../../../../src/renderer/src/i18n/locales/en/screens.json';
import start from '../../../../src/renderer/src/i18n/locales/en/start.json';
import { compileMessage, compileMessages } from '../../../../src/renderer/src/i18n/message-compiler';
import { textKeys } from '../../../support/text-keys';

/** The same texts, read by our compiler and by vue-i18n's own. */
function readers(texts: Record<string, string>) {
  const reader = (messages: object) =>
    createI18n({ legacy: false, locale: 'en', messages: { en: messages as typeof texts } }).global.t;
  return { ours: reader(compileMessages(texts, 'en')), theirs: reader(texts) };
}

describe('a text of the interface', () => {
  it('puts values in, an unknown one as nothing', () => {
    const { ours } = readers({ text: '{minutes} min of {total}, {title}' });
    expect(ours('text', { minutes: 0, total: 12, title: '{total}' })).toBe('0 min of 12, {total}');
    expect(ours('text')).toBe(' min of , ');
  });

  it('writes a number in the digits of its language, and leaves the digits of a name', () => {
    const texts = { text: '{count} នាទី, {title}' };
    const { t } = createI18n({
      legacy: false,
      locale: 'km',
      messages: { km: compileMessages(texts, 'km') as unknown as typeof texts },
    }).global;
    expect(t('text', { count: 42, title: 'Sok 2' })).toBe('៤២ នាទី, Sok 2');
  });

  it('has forms for one and for many, or for none, one and many', () => {
    const { ours } = readers({
      two: '{n} term | {n} terms',
      three: 'No term | {n} term | {n} terms',
      counted: '{count} part of {all} | {count} parts of {all}',
    });
    expect([0, 1, 2].map((n) => ours('two', n))).toEqual(['0 terms', '1 term', '2 terms']);
    expect([0, 1, 2].map((n) => ours('three', n))).toEqual(['No term', '1 term', '2 terms']);
    expect([1, 2].map((count) => ours('counted', { count, all: 3 }, count))).toEqual(['1 part of 3', '2 parts of 3']);
  });

  it.each(['{0 name}', '{ name }', 'a } brace', '{}', "{'@'}", 'one|many', 'see @:home.title', '@.upper:home.title'])(
    'is refused where more of the syntax is used: %s',
    (text) => {
      expect(() => compileMessage(text, 'en')).toThrow(SyntaxError);
    },
  );

  it('is read as vue-i18n reads it: all of them, for none, one and many', () => {
    const english = { ...start, ...screens };
    const texts = Object.fromEntries(textKeys(english).map((key) => [key.replaceAll('.', '/'), textOf(english, key)]));
    const { ours, theirs } = readers(texts);
    for (const [key, text] of Object.entries(texts)) {
      const values = Object.fromEntries(
        [...text.matchAll(/\{(\w+)\}/gu)].map(([, name = ''], index) => [name, index === 0 ? 7 : `<${name}>`]),
      );
      for (const count of [0, 1, 2]) expect(ours(key, { ...values }, count)).toBe(theirs(key, { ...values }, count));
    }
  });
});

function textOf(tree: object, key: string): string {
  return key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], tree) as string;
}
