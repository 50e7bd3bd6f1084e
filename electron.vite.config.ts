import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import { unusedLibraryCode } from './scripts/unused-library-code';
import { compiledScripts } from './scripts/compiled-scripts';
import { modernDexie } from './scripts/modern-dexie';
import { noticesPlugin } from './scripts/packaging/notices-plugin';
import { unbrokenKhmerTexts } from './scripts/unbroken-khmer';
import { seriesPlugin } from './src/authoring/series-plugin';

const root = import.meta.dirname;

export default defineConfig({
  main: {
    build: {
      // The browser host and the launcher run on the member's own Node, not on Electron's.
      target: 'node20',
      rolldownOptions: {
        // The launcher is in no package, and downloads with what Electron itself brings.
        external: ['@electron/get'],
        input: {
          index: resolve(root, 'src/main/index.ts'),
          'browser-host': resolve(root, 'src/main/browser-host.ts'),
          launch: resolve(root, 'src/main/launch.ts'),
          'pdf-reading-process': resolve(root, 'src/main/services/credential/pdf-reading-process.ts'),
          'picture-reading-process': resolve(root, 'src/main/services/credential/picture-reading-process.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { index: resolve(root, 'src/preload/index.ts') },
        // A sandboxed preload must be one CommonJS file; with "type": "module" the default would be ESM.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src/renderer'),
    resolve: { alias: [modernDexie] },
    plugins: [
      vue(),
      unusedLibraryCode(),
      compiledScripts(),
      unbrokenKhmerTexts(),
      seriesPlugin({ folder: resolve(root, 'resources/series') }),
      noticesPlugin(root),
    ],
    define: {
      __VUE_OPTIONS_API__: false,
      __VUE_PROD_DEVTOOLS__: false,
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    },
    build: {
      minify: true,
      // Inlined fonts would swell the first load; every asset stays a file.
      assetsInlineLimit: 0,
      // A list of what each lazy part imports would be in the first load (2 KB); a part asks for that itself, from this
      // computer. Styles have to be named, as scripts don't ask for them.
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_, dependencies) => dependencies.filter((name) => name.endsWith('.css')),
      },
      rolldownOptions: {
        input: resolve(root, 'src/renderer/index.html'),
        // What every start needs is one file: sixteen small ones, each asked for and linked, took longer.
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      },
    },
  },
});
