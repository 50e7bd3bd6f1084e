import type { Page } from '@playwright/test';
import { openedFiles } from './opened-files';

/** Files below a folder that hold a text: as it stands, as JSON escapes it, or within what is compressed. */
export function filesWith(folder: string, text: string): string[] {
  return openedFiles(folder)
    .filter((file) => file.text.includes(text))
    .map(({ path }) => path);
}

/** The rows of every table of every database of the page's origin as JSON, under `database/table`. */
export async function storedTables(page: Page): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('The request failed.'));
      });
    const tables: Record<string, string> = {};
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames)
        tables[`${name}/${store}`] = JSON.stringify(
          await settled(database.transaction(store).objectStore(store).getAll()),
        );
      database.close();
    }
    return tables;
  });
}

/** The same as one text. */
export async function storedRows(page: Page): Promise<string> {
  return Object.entries(await storedTables(page))
    .map((table) => table.join(': '))
    .join('\n');
}
