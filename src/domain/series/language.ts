/** Language of a text or of a session: ISO 639-1. */
export type Language = 'en' | 'km';
