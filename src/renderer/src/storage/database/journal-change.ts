/**
 * One change as the journal stores it. The same shape as the contract's `JournalChange`: storage imports the port, not
 * the contract.
 */
export interface JournalChange {
  readonly id: string;
  readonly kind: 'learner' | 'statement' | 'note' | 'position' | 'key' | 'epoch';
  readonly body: string;
}

/** A change that may be sent; only the host writes `epoch`. */
export type SentChange = JournalChange & { readonly kind: Exclude<JournalChange['kind'], 'epoch'> };

/**
 * A copy without what IndexedDB can't clone, such as Vue's proxies, and its JSON text: database and journal hold
 * exactly the same.
 */
export function plainCopy<Value>(value: Value): { readonly value: Value; readonly body: string } {
  const body = JSON.stringify(value);
  return { value: JSON.parse(body) as Value, body };
}
