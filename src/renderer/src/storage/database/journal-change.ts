/** One change as the journal takes it. The same shape as the contract's `JournalChange`; storage knows the port, not the boundary. */
export interface JournalChange {
  readonly id: string;
  readonly kind: 'learner' | 'statement' | 'note' | 'position' | 'key' | 'restored';
  readonly body: string;
}

/** A change that may be sent; `restored` is the host's alone. */
export type SentChange = JournalChange & { readonly kind: Exclude<JournalChange['kind'], 'restored'> };
