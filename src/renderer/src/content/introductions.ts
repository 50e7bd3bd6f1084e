import type { Introductions, ModuleIntroduction } from '../../../domain/series/module';

/** What the modules say of themselves: a chunk of its own, since home shows none of it. */
export interface LoadedIntroductions {
  /** Loads it, where it isn't loaded yet. @throws Error where it can't be; the next call tries again */
  readonly load: () => Promise<void>;
  /** A module's introduction. @throws RangeError before it was loaded, or for a module that the series doesn't have */
  readonly of: (moduleId: string) => ModuleIntroduction;
}

/** @param loadChunk the chunk of all introductions */
export function createIntroductions(
  loadChunk: () => Promise<{ readonly default: Introductions }> = () => import('virtual:series/introductions'),
): LoadedIntroductions {
  let introductions: Introductions = {};
  return {
    load: async () => {
      introductions = (await loadChunk()).default;
    },
    of: (moduleId) => {
      const found = introductions[moduleId];
      if (!found) throw new RangeError(`The introduction of the module "${moduleId}" isn't loaded.`);
      return found;
    },
  };
}
