import { firstKnownLanguage, type Language } from '../../domain/text/language';
import texts from './native-texts.json' with { type: 'json' };

/** The texts of one language. */
export type NativeTexts = (typeof texts)['en'];

/**
 * All texts that the desktop host itself shows: menus, system dialogs, the task at the app's button, and why the app
 * can't start (`{folder}` is the data folder). The page's texts are in its own locale files. The Khmer is a draft, like
 * the interface's (`docs/khmer-wording.md`).
 */
const NATIVE_TEXTS: Readonly<Record<Language, NativeTexts>> = texts;

/**
 * Texts in the first of the computer's languages (`km-KH`) that the host speaks, or in English. The computer's and not
 * the learner's: the system's own parts of the same menus and dialogs are in it.
 */
export function nativeTexts(languages: readonly string[]): NativeTexts {
  return NATIVE_TEXTS[firstKnownLanguage(languages)];
}
