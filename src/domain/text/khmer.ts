import { SOURCE_LANGUAGE, type Language } from './language';

const KHMER = /\p{Script=Khmer}/u;

/**
 * Whether a text holds a character of Khmer script. Khmer has no spaces between words and no italics, and takes more
 * room in height.
 */
export function hasKhmer(text: string): boolean {
  return KHMER.test(text);
}

/** The language of a text of the course: a translated one has Khmer letters, whatever else stands in it. */
export function languageOfText(text: string): Language {
  return hasKhmer(text) ? 'km' : SOURCE_LANGUAGE;
}
