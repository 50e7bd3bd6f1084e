import type { Page } from '@playwright/test';
import { openedFiles } from './opened-files';

/** Files below a folder that hold a text: as it stands, as JSON escapes it, or within what is compressed. */
export function filesWith(folder: string, text: string): string[] {
  return openedFiles(folder)
    .filter((file) => file.text.includes(text))
    .map(({ path }) => path);
}

/** Every row of every database of the page's origin, as text. */
export async function storedRows(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('The request failed.'));
      });
    const texts: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames)
        texts.push(
          `${name}/${store}: ${JSON.stringify(await settled(database.transaction(store).objectStore(store).getAll()))}`,
        );
      database.close();
    }
    return texts.join('\n');
  });
}

/** Puts another value under a key of a table of the only learner's database. */
export async function changeRow(page: Page, table: string, key: string, value: unknown): Promise<void> {
  await page.evaluate(
    async ([store, name, row]) => {
      const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error('The request failed.'));
        });
      const learner = (await indexedDB.databases()).find((each) =>
        each.name?.startsWith('child-justice-series-learner-'),
      );
      const database = await settled(indexedDB.open(learner?.name ?? ''));
      await settled(database.transaction(store, 'readwrite').objectStore(store).put({ key: name, value: row }));
      database.close();
    },
    [table, key, value] as const,
  );
}
