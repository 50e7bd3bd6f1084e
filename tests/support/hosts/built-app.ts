import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** `CJS_BUILT_APP` names another folder, with the app and its packages alone (`npm run test:production`). */
const outFolder = resolve(process.env['CJS_BUILT_APP'] ?? resolve(import.meta.dirname, '../../..'), 'out');

/** Folders and files of the built app. */
export const builtApp = {
  outFolder,
  rendererFolder: join(outFolder, 'renderer'),
  mainEntry: join(outFolder, 'main/index.js'),
  browserHostEntry: join(outFolder, 'main/browser-host.js'),
  launchEntry: join(outFolder, 'main/launch.js'),
  preload: join(outFolder, 'preload/index.cjs'),
} as const;

/** Fails with what to do where the app isn't built: these tests look at nothing else. */
export function requireBuiltApp(): void {
  for (const path of [
    builtApp.mainEntry,
    builtApp.browserHostEntry,
    builtApp.launchEntry,
    builtApp.preload,
    join(builtApp.rendererFolder, 'index.html'),
  ]) {
    if (!existsSync(path)) throw new Error(`${path} is missing: run \`npm run build\` before these tests.`);
  }
}

/** Paths of all built renderer files, from `/`. */
export function builtRendererPaths(): string[] {
  return readdirSync(builtApp.rendererFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(builtApp.rendererFolder.length).replaceAll('\\', '/'))
    .sort();
}
