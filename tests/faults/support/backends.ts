import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What Chromium keeps IndexedDB in: LevelDB today, SQLite after its announced change. */
export type Backend = 'leveldb' | 'sqlite';

/** Both, for the faults that each of them may take in its own way. */
export const BACKENDS: readonly Backend[] = ['leveldb', 'sqlite'];

/** Chromium's switches for a backend. */
export function backendSwitches(backend: Backend): readonly string[] {
  return backend === 'sqlite' ? ['--enable-features=IdbSqliteBackingStore'] : [];
}

/**
 * Folder of a profile in which an origin's databases are: one for all of them in LevelDB; with a file each in SQLite.
 */
export function databaseFolder(profile: string, backend: Backend, url: string): string {
  const origin = `http_127.0.0.1_${new URL(url).port}`;
  return join(profile, 'Default', 'IndexedDB', backend === 'leveldb' ? `${origin}.indexeddb.leveldb` : origin);
}

/** The backends whose files a profile holds: a switch that a browser doesn't know would test the same one twice. */
export function backendsFound(profile: string, url: string): readonly Backend[] {
  return BACKENDS.filter((backend) => {
    const folder = databaseFolder(profile, backend, url);
    return existsSync(folder) && readdirSync(folder).length > 0;
  });
}
