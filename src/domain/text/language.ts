/** Languages of learners, sessions, certificates and texts: ISO 639-1. Another language is one more here, and its texts (`docs/architecture.md`). */
export const LANGUAGES = ['en', 'km'] as const;

export type Language = (typeof LANGUAGES)[number];

/** Language that the course and the interface are written in: it has every text, and stands in where another lacks one. */
export const SOURCE_LANGUAGE = 'en' as const satisfies Language;
