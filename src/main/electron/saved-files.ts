import { randomUUID } from 'node:crypto';

/** Ids for the files saved in this run. The page gets an id and never a path, so it can name no file but these. */
export interface SavedFiles {
  /** Remembers a path and answers its id. */
  remember(path: string): string;
  /** The path of an id; undefined for an id of another run or an invented one. */
  find(id: string): string | undefined;
}

/** Starts with no file. */
export function createSavedFiles(createId: () => string = randomUUID): SavedFiles {
  const paths = new Map<string, string>();
  return {
    remember(path) {
      const id = createId();
      paths.set(id, path);
      return id;
    },
    find: (id) => paths.get(id),
  };
}
