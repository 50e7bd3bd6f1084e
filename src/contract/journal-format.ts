/**
 * Version of the journal's format, and of what a page and its host agree on. Apart from the schemas, since every start
 * loads it.
 */
export const JOURNAL_FORMAT = 1;
