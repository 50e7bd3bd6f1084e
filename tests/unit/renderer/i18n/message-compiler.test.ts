import { describe, expect, it } from 'vitest';
import screens from '../../../../src/renderer/src/i18n/locales/en/screens.json';
import start from '../../../../src/renderer/src/i18n/locales/en/start.json';
import { compileMessage, compileMessages } from '../../../../src/renderer/src/i18n/message-compiler';
import { textKeys } from '../../../support/text-keys';

describe('a text of the interface', () => {
  it('puts values in, an unknown one as nothing', () => {
    const text = compileMessage('{minutes} min of {total}, {title}', 'en');
    expect(text({ minutes: 0, total: 12, title: '{total}' }, 1)).toBe('0 min of 12, {total}');
    expect(text({}, 1)).toBe(' min of , ');
  });

  it('writes a number in the digits of its language, and leaves the digits of a name', () => {
    const text = compileMessage('{count} នាទី, {title}', 'km');
    expect(text({ count: 42, title: 'Sok 2' }, 1)).toBe('៤២ នាទី, Sok 2');
  });

  it.each([
    ['any', ['any', 'any', 'any', 'any']],
    ['one | many', ['many', 'one', 'many', 'many']],
    ['none | one | many', ['none', 'one', 'many', 'many']],
  ])('has forms for one and for many, or for none, one and many: %s', (text, expected) => {
    expect([0, 1, 2, 3].map((count) => compileMessage(text, 'en')({}, count))).toEqual(expected);
  });

  it.each(['{0 name}', '{ name }', 'a } brace', '{}', "{'@'}", 'one|many'])(
    'is refused where it is written in another way: %s',
    (text) => {
      expect(() => compileMessage(text, 'en')).toThrow(SyntaxError);
    },
  );

  it('is found by its whole name and can be read: all of them, for none, one and many', () => {
    const english = { ...start, ...screens };
    const messages = compileMessages(english, 'en');
    expect(Object.keys(messages)).toEqual(textKeys(english));
    for (const message of Object.values(messages))
      for (const count of [0, 1, 2]) expect(message({}, count)).not.toMatch(/[{}|]/u);
  });
});
