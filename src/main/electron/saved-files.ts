import { randomUUID } from 'node:crypto';

/** Ids for the files saved in this run. The page gets an id and never a path, so it can name no file but these. */
export interface SavedFiles {
  /** Stores a path and returns its id. */
  remember(path: string): string;
  /** The path of an id; undefined for an unknown id or one of another run. */
  find(id: string): string | undefined;
}

/** An empty list of saved files. */
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
