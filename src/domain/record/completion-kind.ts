/** What can be completed, and has a certificate. */
export type CompletionKind = 'module' | 'sequence' | 'series';
