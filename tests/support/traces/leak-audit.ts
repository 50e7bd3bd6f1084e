import type { Page } from '@playwright/test';
import { openedFiles } from './opened-files';

/** One place at which something of a learner could be left, with all that can be read there. */
export interface AuditedPlace {
  readonly place: string;
  readonly text: string;
}

/**
 * Everything that a page of the app can reach: each database with its rows, storages, caches, cookies, the history with
 * its states, the document, what stands in its fields, and the memory of the stores.
 */
export async function auditWindow(page: Page): Promise<readonly AuditedPlace[]> {
  const cookies = JSON.stringify(await page.context().cookies());
  const places = await page.evaluate(readWindow);
  return [...places, { place: 'cookies', text: cookies }];
}

/** Every file below a folder, with its name, unpacked where it is packed. */
export function auditFolder(folder: string): readonly AuditedPlace[] {
  return openedFiles(folder).map(({ path, text }) => ({ place: path.slice(folder.length), text }));
}

/** The places at which one of the texts is found, as `place: text`. A place's own name counts too. */
export function leaks(places: readonly AuditedPlace[], canaries: readonly string[]): readonly string[] {
  return places.flatMap(({ place, text }) =>
    canaries.filter((canary) => text.includes(canary) || place.includes(canary)).map((canary) => `${place}: ${canary}`),
  );
}

/** Runs in the page. */
async function readWindow(): Promise<AuditedPlace[]> {
  const found: AuditedPlace[] = [];
  const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(request.error ?? new Error('A request failed.'));
      };
    });
  // The usual place of databases, and those beside it.
  interface Buckets {
    readonly keys: () => Promise<readonly string[]>;
    readonly open: (name: string) => Promise<{ readonly indexedDB: IDBFactory }>;
  }
  const buckets = (navigator as unknown as { readonly storageBuckets?: Buckets }).storageBuckets;
  const beside = buckets
    ? await Promise.all((await buckets.keys()).map(async (name) => (await buckets.open(name)).indexedDB))
    : [];
  for (const factory of [indexedDB, ...beside]) {
    for (const { name = '' } of await factory.databases()) {
      const database = await settled(factory.open(name));
      const stores = [...database.objectStoreNames];
      const rows =
        stores.length === 0
          ? []
          : await Promise.all(stores.map((store) => settled(database.transaction(store).objectStore(store).getAll())));
      database.close();
      found.push({ place: `database ${name}`, text: JSON.stringify(rows) });
    }
  }
  found.push(
    { place: 'localStorage', text: JSON.stringify({ ...localStorage }) },
    { place: 'sessionStorage', text: JSON.stringify({ ...sessionStorage }) },
  );
  for (const key of await caches.keys()) {
    const requests = await (await caches.open(key)).keys();
    found.push({ place: `cache ${key}`, text: requests.map(({ url }) => url).join('\n') });
  }
  const { navigation } = window as unknown as {
    readonly navigation: {
      readonly entries: () => readonly { readonly url: string; readonly getState: () => unknown }[];
    };
  };
  found.push(
    { place: 'address', text: `${location.href} ${document.referrer} ${window.name}` },
    {
      place: 'history',
      text: JSON.stringify([history.state, navigation.entries().map((entry) => [entry.url, entry.getState() ?? null])]),
    },
    { place: 'document', text: `${document.title}\n${document.documentElement.outerHTML}` },
    {
      place: 'fields',
      text: [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')]
        .map(({ value }) => value)
        .join('\n'),
    },
  );
  interface MountedApp {
    readonly config: {
      readonly globalProperties: { readonly $pinia: { readonly state: { readonly value: Record<string, unknown> } } };
    };
  }
  const app = (document.querySelector('#app') as unknown as { readonly __vue_app__: MountedApp }).__vue_app__;
  for (const [store, state] of Object.entries(app.config.globalProperties.$pinia.state.value))
    found.push({ place: `store ${store}`, text: spelledOut(state) });
  return found;

  /** All texts and numbers that can be reached from a value, whatever objects they are in. */
  function spelledOut(value: unknown): string {
    const seen = new Set<unknown>();
    const words: string[] = [];
    const walk = (each: unknown, depth: number): void => {
      if (typeof each === 'string' || typeof each === 'number') words.push(String(each));
      if (typeof each !== 'object' || each === null || seen.has(each) || depth > 40) return;
      seen.add(each);
      if (each instanceof Map || each instanceof Set) for (const item of each) walk(item, depth + 1);
      for (const key of Object.keys(each)) {
        words.push(key);
        walk((each as Record<string, unknown>)[key], depth + 1);
      }
    };
    walk(value, 0);
    return words.join('\n');
  }
}
