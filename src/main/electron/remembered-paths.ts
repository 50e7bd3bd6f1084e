import { randomUUID } from 'node:crypto';

/**
 * Ids for paths that the learner chose or opened in this run. The page gets an id and never a path, so it can name no
 * other.
 */
export interface RememberedPaths {
  /** Stores a path and returns its id. */
  remember(path: string): string;
  /** The path of an id; undefined for an unknown id or one of another run. */
  find(id: string): string | undefined;
}

/** No path yet. */
export function createRememberedPaths(): RememberedPaths {
  const paths = new Map<string, string>();
  return {
    remember(path) {
      const id = randomUUID();
      paths.set(id, path);
      return id;
    },
    find: (id) => paths.get(id),
  };
}
