/** What Dexie needs of IndexedDB. */
type Factory = Pick<IDBFactory, 'open' | 'databases' | 'deleteDatabase' | 'cmp'>;

/** The requests by which one database is opened. */
export interface OpenRequests {
  /** Passed to Dexie in place of the browser's own factory. */
  readonly factory: Factory;
  /**
   * Cancels what isn't open yet: a running upgrade is rolled back as a whole, and a request that is answered later
   * (another window blocked it) neither upgrades nor leaves a connection open.
   */
  readonly cancel: () => void;
}

/** Tracks the requests, since Dexie doesn't stop a cancelled one. */
export function watchOpenRequests(): OpenRequests {
  // The current factory: the databases can move to a fallback bucket (`fallback-bucket.ts`).
  const given = indexedDB;
  const requests: IDBOpenDBRequest[] = [];
  return {
    factory: {
      open(name, version) {
        const request = given.open(name, version);
        requests.push(request);
        return request;
      },
      databases: () => given.databases(),
      deleteDatabase: (name) => given.deleteDatabase(name),
      cmp: (first, second) => given.cmp(first, second),
    },
    cancel() {
      for (const request of requests) {
        const abort = (): void => request.transaction?.abort();
        request.addEventListener('upgradeneeded', abort);
        request.addEventListener('success', () => {
          request.result.close();
        });
        abort();
      }
    },
  };
}
