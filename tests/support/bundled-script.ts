import { join, parse } from 'node:path';
import { build } from 'vite';

/**
 * Bundles a script in TypeScript with all that it imports, into a folder, for a plain Node: each start of it takes a
 * quarter of the work that one with tsx takes. @returns the file to start
 */
export async function bundledScript(script: string, folder: string): Promise<string> {
  const name = `${parse(script).name}.mjs`;
  await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'error',
    build: { ssr: script, outDir: folder, emptyOutDir: false, rolldownOptions: { output: { entryFileNames: name } } },
    ssr: { noExternal: true },
  });
  return join(folder, name);
}
