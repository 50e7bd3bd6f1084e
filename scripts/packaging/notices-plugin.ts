import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin, Rollup } from 'vite';
import { billOfMaterials } from './bill-of-materials';
import { thirdPartyNotices } from './notices';
import { bundledPackages, unbundledPackages } from './shipped-packages';

/** Names of the two files in the built renderer. */
export const NOTICES_FILE = 'licences.md';
export const BILL_FILE = 'bill-of-materials.cdx.json';

/**
 * Writes the third-party notices and the bill of materials into the built renderer: of what it bundles, and of what
 * the main process loads from `node_modules`. Settings shows the notices; packages carry both beside the program too.
 */
export function noticesPlugin(root: string): Plugin {
  let viteRoot = root;
  return {
    name: 'third-party-notices',
    apply: 'build',
    configResolved(config) {
      viteRoot = config.root;
    },
    generateBundle(_, bundle) {
      const parts = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk'
          ? renderedModules(output)
          : // Fonts come in through style sheets, which leave no module.
            output.originalFileNames.map((file) => resolve(viteRoot, file)),
      );
      const packages = [...bundledPackages(root, parts), ...unbundledPackages(root)];
      const { name, version, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
        name: string;
        version: string;
        devDependencies: { electron: string };
      };
      this.emitFile({ type: 'asset', fileName: NOTICES_FILE, source: thirdPartyNotices(root, packages) });
      this.emitFile({
        type: 'asset',
        fileName: BILL_FILE,
        source: billOfMaterials({ name, version, electronVersion: devDependencies.electron }, packages),
      });
    },
  };
}

/** Modules of which something is left after the bundler dropped what nobody uses. */
function renderedModules({ modules }: Rollup.RenderedChunk): string[] {
  return Object.entries(modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []));
}
