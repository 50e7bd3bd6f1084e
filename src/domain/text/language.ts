/**
 * Languages of learners, sessions, certificates and texts: ISO 639-1. To add a language, see `docs/architecture.md`.
 */
export const LANGUAGES = ['en', 'km'] as const;

export type Language = (typeof LANGUAGES)[number];

/**
 * Language that the course and the interface are written in: it has every text, and is the fallback where another lacks
 * one.
 */
export const SOURCE_LANGUAGE = 'en' as const satisfies Language;
