/** What Dexie needs of IndexedDB. */
type Factory = Pick<IDBFactory, 'open' | 'databases' | 'deleteDatabase' | 'cmp'>;

/** The requests by which one database is opened. */
export interface OpenRequests {
  /** To be handed to Dexie in place of the browser's own. */
  readonly factory: Factory;
  /**
   * Cancels what isn't open yet: an upgrade under way is rolled back as a whole, and a request that the browser answers later (another window blocked it)
   * neither upgrades nor leaves a connection behind.
   */
  readonly cancel: () => void;
}

/** Watches the requests, since Dexie alone lets one that was cancelled run on. */
export function watchOpenRequests(): OpenRequests {
  // The factory in use now: the databases can move to a fallback bucket (`fallback-bucket.ts`).
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
