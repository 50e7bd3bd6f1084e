import { vi } from 'vitest';

/** What was asked of the browser's databases while something was done. */
export interface CountedRequests {
  /** Each request as `store.method`, with the index where one was asked, e.g. `noteRevisions.noteId.getAll`. */
  readonly names: readonly string[];
  /** Rows that came back. */
  readonly rows: number;
}

const READS = ['get', 'getAll', 'getKey', 'getAllKeys', 'count', 'openCursor', 'openKeyCursor'] as const;
const WRITES = ['add', 'put', 'delete', 'clear'] as const;

/** Counts the requests to IndexedDB that a piece of work makes. */
export async function countRequests(work: () => Promise<unknown>): Promise<CountedRequests> {
  const names: string[] = [];
  let rows = 0;
  const spies = [
    ...READS.map((method) => watch(IDBObjectStore.prototype, method, (store) => `${store.name}.${method}`)),
    ...WRITES.map((method) => watch(IDBObjectStore.prototype, method, (store) => `${store.name}.${method}`)),
    ...READS.map((method) =>
      watch(IDBIndex.prototype, method, (index) => `${index.objectStore.name}.${index.name}.${method}`),
    ),
  ];

  function watch<Place extends IDBObjectStore | IDBIndex>(
    prototype: Place,
    method: keyof Place & string,
    nameOf: (place: Place) => string,
  ): { readonly mockRestore: () => void } {
    const original = prototype[method] as (...given: unknown[]) => IDBRequest;
    return vi
      .spyOn(prototype as unknown as Record<string, (...given: unknown[]) => IDBRequest>, method)
      .mockImplementation(function (this: unknown, ...given: unknown[]) {
        names.push(nameOf(this as Place));
        const request = original.apply(this, given);
        if (method.startsWith('get')) {
          request.addEventListener('success', () => {
            rows += Array.isArray(request.result) ? request.result.length : request.result === undefined ? 0 : 1;
          });
        }
        return request;
      });
  }

  try {
    await work();
  } finally {
    for (const { mockRestore } of spies) mockRestore();
  }
  return { names, rows };
}
