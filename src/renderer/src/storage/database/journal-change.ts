/** One change as the journal takes it. The same shape as the contract's `JournalChange`; storage knows the port, not the boundary. */
export interface JournalChange {
  readonly id: string;
  readonly kind: 'learner' | 'statement' | 'note' | 'position' | 'key' | 'restored';
  readonly body: string;
}

/** A change that may be sent; `restored` is the host's alone. */
export type SentChange = JournalChange & { readonly kind: Exclude<JournalChange['kind'], 'restored'> };

/**
 * A copy without anything that IndexedDB can't clone, such as Vue's proxies, and as JSON: what the database holds is exactly what the journal holds.
 */
export function plainCopy<Value>(value: Value): { readonly value: Value; readonly body: string } {
  const body = JSON.stringify(value);
  return { value: JSON.parse(body) as Value, body };
}
