import { isAbsolute, join, relative, sep } from 'node:path';
import type { Plugin, ViteDevServer } from 'vite';
import { compileSeries, type CompiledSeries } from './compiling/compile-series';
import { compileTranslation, type CompiledTranslation } from './translating/compile-translation';
import { checkSeries } from './checking/check-series';
import { formatProblems } from './reading/problem';
import { isDraft, loadSeriesFiles } from './reading/series-files';
import { moduleSource, resolveVirtualId, VIRTUAL_PREFIX } from './compiling/virtual-modules';

/** The content in the source's language, and what is translated of it. */
interface Compiled {
  readonly series: CompiledSeries;
  readonly translation: CompiledTranslation | undefined;
}

/** Where the plugin finds the course content. */
export interface SeriesPluginOptions {
  /** Absolute path of `resources/series`. */
  readonly folder: string;
}

/**
 * Gives the app the checked and compiled content as `virtual:series` (outline), `virtual:series/introductions`,
 * `virtual:series/modules` (one lazy chunk a module), `virtual:series/glossary`, `virtual:series/article-index`,
 * `virtual:series/sources`, `virtual:series/question-index` and `virtual:series/search` (entries and their index). The
 * build refuses content that `npm run check:content` refuses; for a draft (`isDraft`), and in a dev server (component
 * tests have one), the problems are warnings.
 */
export function seriesPlugin({ folder }: SeriesPluginOptions): Plugin {
  let compiled: Promise<Compiled> | undefined;
  let paths: readonly string[] = [];
  let serving = false;
  let warn: (message: string) => void = () => undefined;

  async function compile(): Promise<Compiled> {
    const loaded = await loadSeriesFiles(folder);
    paths = [...loaded.files.keys()].map((name) => join(folder, name));
    const draft = isDraft(loaded.files);
    const { source, translation, problems } = checkSeries(loaded, { withFragments: draft });
    if (problems.length > 0 || !source) {
      const list = `The course content has ${problems.length} problem(s):\n\n${formatProblems(problems)}\n`;
      if (!source || !(draft || serving)) throw new Error(list);
      warn(list);
    }
    const series = compileSeries(source);
    return { series, translation: translation && compileTranslation(translation, series) };
  }

  return {
    name: 'series-content',
    configResolved(config) {
      serving = config.command === 'serve';
      warn = (message) => {
        config.logger.warn(message);
      };
    },
    buildStart() {
      compiled = undefined;
    },
    resolveId(id) {
      return resolveVirtualId(id);
    },
    async load(id) {
      if (!id.startsWith(VIRTUAL_PREFIX)) return undefined;
      compiled ??= compile();
      const { series, translation } = await compiled;
      for (const path of paths) this.addWatchFile(path);
      return moduleSource(id, series, translation);
    },
    configureServer(server) {
      server.watcher.add(folder);
      server.watcher.on('all', (_event, path) => {
        if (!isInside(folder, path)) return;
        compiled = undefined;
        reload(server);
      });
    },
  };
}

function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  // On Windows a path on another drive stays absolute.
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

function reload(server: ViteDevServer): void {
  for (const [id, module] of server.moduleGraph.idToModuleMap) {
    if (id.startsWith(VIRTUAL_PREFIX)) server.moduleGraph.invalidateModule(module);
  }
  server.ws.send({ type: 'full-reload' });
}
