import { join, relative, sep } from 'node:path';
import type { Plugin, ViteDevServer } from 'vite';
import { compileSeries, type CompiledSeries } from './compile-series';
import { checkSeries } from './check-series';
import { formatProblems } from './problem';
import { loadSeriesFiles } from './series-files';
import { moduleSource, resolveVirtualId, VIRTUAL_PREFIX } from './virtual-modules';

/** Where the plugin finds the course content, and what it does with content that is not finished. */
export interface SeriesPluginOptions {
  /** Absolute path of `resources/series`. */
  readonly folder: string;
  /** While authors write: fragments are read too, and problems are warnings. Otherwise the build fails on any problem. */
  readonly draft?: boolean;
}

/**
 * Gives the app the checked and compiled content as `virtual:series` (outline), `virtual:series/modules` (one lazy chunk a module) and
 * `virtual:series/glossary`. The build refuses content that `npm run check:content` refuses; the dev server shows the problems and goes on.
 */
export function seriesPlugin({ folder, draft = true }: SeriesPluginOptions): Plugin {
  let compiled: Promise<CompiledSeries> | undefined;
  let serving = false;
  let warn: (message: string) => void = () => undefined;

  async function compile(): Promise<CompiledSeries> {
    const loaded = await loadSeriesFiles(folder);
    const { source, problems } = checkSeries(loaded, { withFragments: draft });
    if (problems.length > 0 || !source) {
      const list = `The course content has ${problems.length} problem(s):\n\n${formatProblems(problems)}\n`;
      if (!source || !(draft || serving)) throw new Error(list);
      warn(list);
    }
    return compileSeries(source);
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
      this.addWatchFile(folder);
      compiled ??= compile();
      return moduleSource(id, await compiled);
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
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && join(folder, inside) === join(path);
}

function reload(server: ViteDevServer): void {
  for (const [id, module] of server.moduleGraph.idToModuleMap) {
    if (id.startsWith(VIRTUAL_PREFIX)) server.moduleGraph.invalidateModule(module);
  }
  server.ws.send({ type: 'full-reload' });
}
