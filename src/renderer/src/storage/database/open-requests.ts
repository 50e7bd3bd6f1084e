/** What Dexie needs of IndexedDB. */
type Factory = Pick<IDBFactory, 'open' | 'databases' | 'deleteDatabase' | 'cmp'>;

/** The requests by which one database is opened. */
export interface OpenRequests {
  /** To be handed to Dexie in place of the browser's own. */
  readonly factory: Factory;
  /**
   * Gives up what isn't open yet: an upgrade under way is rolled back as a whole, and a request that the browser answers later (another window stood in its way)
   * neither upgrades nor leaves a connection behind.
   */
  readonly giveUp: () => void;
}

/** Watches the requests, since Dexie alone lets one that was given up run on. */
export function watchOpenRequests(): OpenRequests {
  // The place of the databases as it is now: it can be moved beside (`place-beside.ts`).
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
    giveUp() {
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
