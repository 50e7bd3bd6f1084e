/**
 * A copy without anything that IndexedDB can't clone, such as Vue's proxies, and as JSON: what the database holds is exactly what the journal holds.
 */
export function plainCopy<Value>(value: Value): { readonly value: Value; readonly body: string } {
  const body = JSON.stringify(value);
  return { value: JSON.parse(body) as Value, body };
}
