import type { Page } from 'playwright';

/** Invokes an operation of the browser host from a page that was let in, and returns its value. */
export function invokeInPage<Value>(page: Page, name: string, input: unknown): Promise<Value> {
  return page.evaluate(async (body) => {
    const authorization = `Bearer ${localStorage.getItem('child-justice-secret') ?? ''}`;
    const headers = { 'content-type': 'application/json', authorization };
    const response = await fetch('/operations', { method: 'POST', headers, body });
    return ((await response.json()) as { value: Value }).value;
  }, JSON.stringify({ name, input }));
}
