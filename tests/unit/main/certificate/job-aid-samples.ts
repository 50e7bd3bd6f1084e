import screens from '../../../../src/renderer/src/i18n/locales/en/screens.json';
import khmerScreens from '../../../../src/renderer/src/i18n/locales/km/screens.json';
import type { Translate } from '../../../../src/domain/text/language';

/** The interface's texts, as the app reads them: enough of it for texts with named places and plurals. */
export const words: Translate = (...asked) => wordsOf(screens, ...asked);

/** The same in Khmer. */
export const khmerWords: Translate = (...asked) => wordsOf(khmerScreens, ...asked);

function wordsOf(texts: object, key: string, values: Record<string, string | number> = {}, plural?: number): string {
  const found = key
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], texts);
  if (typeof found !== 'string') throw new RangeError(`There is no text "${key}".`);
  const choices = found.split(' | ');
  const text = plural === undefined || plural === 1 ? (choices[0] ?? '') : (choices.at(-1) ?? '');
  return text.replace(/\{(\w+)\}/gu, (_place, name: string) => String(values[name]));
}
