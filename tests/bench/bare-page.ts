import { fork } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';
import { makeFolderSync, removeFolderSync } from '../support/remove-folder';

/** A bare page that is being served. */
export interface BarePage {
  readonly url: string;
  readonly remove: () => Promise<void>;
}

/**
 * Builds a bare page (`index.html`: Vue, router and Pinia; `with-storage.html`: Dexie too) as the app is built, and
 * serves it from a process of its own.
 */
export async function serveBarePage(document: 'index.html' | 'with-storage.html'): Promise<BarePage> {
  const outDir = makeFolderSync('bare');
  const root = resolve(import.meta.dirname, 'bare-page');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [vue()],
    build: {
      outDir,
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: join(root, document) },
    },
  });
  if (document !== 'index.html') renameSync(join(outDir, document), join(outDir, 'index.html'));
  const child = fork(resolve(import.meta.dirname, 'bare-host.ts'), [outDir], { execArgv: ['--import', 'tsx'] });
  const port = await new Promise<number>((ready, failed) => {
    child.once('message', (sent) => {
      ready(Number(sent));
    });
    child.once('exit', (code) => {
      failed(new Error(`The bare page's server ended with code ${String(code)}.`));
    });
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    async remove() {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill();
      await gone;
      removeFolderSync(outDir);
    },
  };
}
