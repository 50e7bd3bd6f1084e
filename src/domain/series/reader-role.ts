/** The readers for whom each module names where to begin; `ngo` is a member of an NGO or a trainer. */
export const READER_ROLES = ['lawyer', 'social-worker', 'ngo'] as const;

/** A reader as the modules know them. */
export type ReaderRole = (typeof READER_ROLES)[number];
