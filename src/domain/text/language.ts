/**
 * Languages of learners, sessions, certificates and texts: ISO 639-1. To add a language, see `docs/architecture.md`.
 */
export const LANGUAGES = ['en', 'km'] as const;

/** The code of a language. */
export type Language = (typeof LANGUAGES)[number];

/** Each language in itself, for whoever reads no other. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', km: 'ភាសាខ្មែរ' };

/** Languages of the interface that no native reader has signed off; the interface says so while it is in one. */
export const DRAFT_LANGUAGES: readonly Language[] = ['km'];

/**
 * Language that the course and the interface are written in: it has every text, and is the fallback where another lacks
 * one.
 */
export const SOURCE_LANGUAGE = 'en' as const satisfies Language;

/** The first of a computer's languages (`km-KH`, the preferred one first) that the app has; else English. */
export function firstKnownLanguage(tags: readonly string[]): Language {
  const codes = tags.map((tag) => tag.split(/[-_]/u)[0]);
  return codes.map((code) => LANGUAGES.find((language) => language === code)).find(Boolean) ?? SOURCE_LANGUAGE;
}

/** A language, or every one side by side: how the course is read, and what is printed. */
export type LanguageChoice = Language | 'both';

/** What is offered where a language is chosen. */
export const LANGUAGE_CHOICES: readonly LanguageChoice[] = [...LANGUAGES, 'both'];

/** Gives a text of the interface by its key. */
export type Translate = (key: string, values?: Record<string, string | number>, plural?: number) => string;
