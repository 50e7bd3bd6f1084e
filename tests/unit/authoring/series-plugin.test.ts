import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, createServer, type InlineConfig, type Rolldown } from 'vite';
import { describe, expect, test, vi } from 'vitest';
import { contentIds } from '../../../src/authoring/compiling/content-ids';
import { writeLock } from '../../../src/authoring/checking/ids-lock';
import { readSeries } from '../../../src/authoring/reading/read-series';
import { seriesPlugin } from '../../../src/authoring/series-plugin';
import { withFolder } from './support/series-folder';
import { filesOf, validSeries } from './support/valid-series';

const PAGE = new Map([
  ['app/index.html', '<script type="module" src="./main.ts"></script>'],
  [
    'app/main.ts',
    "import series from 'virtual:series';\nimport modules from 'virtual:series/modules';\ndocument.title = series.title;\nvoid modules.norms?.();\nvoid import('virtual:series/glossary');\nvoid import('virtual:series/article-index');\n",
  ],
]);

/** The valid series with its lock below `series/`, and a page that imports it below `app/`. */
function project(change: (files: Map<string, string>) => void = () => undefined): Map<string, string> {
  const files = filesOf(validSeries());
  const { value } = readSeries(files);
  if (!value) throw new Error('The series could not be read.');
  files.set('ids.lock', writeLock(contentIds(value)));
  change(files);
  return new Map([...PAGE, ...[...files].map(([name, text]): [string, string] => [`series/${name}`, text])]);
}

function config(folder: string, warnings: string[] = []): InlineConfig {
  const ignore = (): void => undefined;
  const warn = (message: string): void => {
    warnings.push(message);
  };
  return {
    root: join(folder, 'app'),
    configFile: false,
    plugins: [seriesPlugin({ folder: join(folder, 'series') })],
    customLogger: {
      info: ignore,
      warn,
      warnOnce: warn,
      error: ignore,
      clearScreen: ignore,
      hasErrorLogged: () => false,
      hasWarned: false,
    },
    build: { write: false, minify: true },
    server: { middlewareMode: true },
    optimizeDeps: { noDiscovery: true },
  };
}

async function chunks(folder: string, warnings: string[] = []): Promise<readonly Rolldown.OutputChunk[]> {
  const output = (await build(config(folder, warnings))) as Rolldown.RolldownOutput;
  return output.output.filter((file) => file.type === 'chunk');
}

describe('the build', () => {
  test('makes one lazy chunk a module, named after it, and keeps study text out of the first chunk', async () => {
    await withFolder(project(), async (folder) => {
      const made = await chunks(folder);
      expect(made.map((chunk) => chunk.name).sort()).toEqual(['article-index', 'courts', 'glossary', 'index', 'norms']);
      const first = made.find((chunk) => chunk.isEntry);
      expect(first?.code).toContain('Test series');
      expect(first?.code).not.toContain('Children have rights');
      expect(made.find((chunk) => chunk.name === 'norms')?.code).toContain('Children have rights');
      expect(made.find((chunk) => chunk.name === 'glossary')?.code).toContain('Meaning 53.');
      expect(made.find((chunk) => chunk.name === 'article-index')?.code).toContain('art. 37');
      expect(first?.code).not.toContain('art. 37');
    });
  });

  test('fails on broken content and lists every problem with file and line', async () => {
    const broken = project((files) => {
      files.set(
        '01-norms/quiz.yaml',
        (files.get('01-norms/quiz.yaml') ?? '').replace('type: ordering', 'type: sorting'),
      );
      files.set(
        '02-courts/module.yaml',
        (files.get('02-courts/module.yaml') ?? '').replace('passMark: 0.8', 'passMark: 8'),
      );
    });
    await withFolder(broken, async (folder) => {
      await expect(chunks(folder)).rejects.toThrow(
        /01-norms\/quiz\.yaml\n {2}line \d+: “type” must be one of[\s\S]*02-courts\/module\.yaml\n {2}line \d+: “passMark”/u,
      );
    });
  });

  test('of a draft, whose sources are still in fragments, warns about the same problems and goes on', async () => {
    const unfinished = project((files) => {
      files.set(
        '01-norms/quiz.yaml',
        (files.get('01-norms/quiz.yaml') ?? '').replace('type: ordering', 'type: sorting'),
      );
      files.set('01-norms/sources.fragment.yaml', files.get('sources.yaml') ?? '');
      files.delete('sources.yaml');
    });
    await withFolder(unfinished, async (folder) => {
      const warnings: string[] = [];
      const made = await chunks(folder, warnings);
      expect(made.some((chunk) => chunk.name === 'norms')).toBe(true);
      expect(warnings.join('\n')).toContain('“type” must be one of');
    });
  });

  test('is not made lenient by a missing list of sources alone', async () => {
    await withFolder(
      project((files) => files.delete('sources.yaml')),
      async (folder) => {
        await expect(chunks(folder)).rejects.toThrow('sources.yaml\n  line 1: This file is missing.');
      },
    );
  });

  test('fails where series.yaml can’t be read', async () => {
    await withFolder(
      project((files) => files.set('series.yaml', 'title: [')),
      async (folder) => {
        await expect(chunks(folder)).rejects.toThrow('series.yaml');
      },
    );
  });
});

test('the dev server serves a changed text after its file was saved, and tells the page to reload', async () => {
  await withFolder(project(), async (folder) => {
    const server = await createServer(config(folder));
    try {
      const before = await server.transformRequest('virtual:series');
      expect(before?.code).toContain('Test series');
      const reloaded = new Promise<void>((done) => {
        server.ws.send = ((payload: unknown) => {
          if (typeof payload === 'object' && payload !== null && 'type' in payload && payload.type === 'full-reload')
            done();
        }) as typeof server.ws.send;
      });
      const text = filesOf(validSeries()).get('series.yaml') ?? '';
      await vi.waitUntil(() => server.watcher.getWatched()[join(folder, 'series')]?.includes('series.yaml'), {
        timeout: 30_000,
      });
      await writeFile(join(folder, 'series/series.yaml'), text.replace('title: Test series', 'title: Renamed series'));
      await reloaded;
      expect((await server.transformRequest('virtual:series'))?.code).toContain('Renamed series');
    } finally {
      await server.close();
    }
  });
});
