import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { modernDexie } from './scripts/modern-dexie';
import { seriesPlugin } from './src/authoring/series-plugin';
import { chromiumOptions, findHeadlessChromium } from './tests/support/find-chromium';
import { filesOf } from './tests/support/test-files';

const root = import.meta.dirname;
/** One fewer than there are cores, the default, leaves half of a machine of two cores idle. */
const WORKERS = '100%';
/**
 * Milliseconds that a test may take, and what is made before it. It ends one that hangs, and nothing else: what takes
 * ten seconds takes minutes on a busy machine. As long as Playwright's tests have.
 */
const TIMEOUT = 180_000;

/**
 * Lets the browser keep modules for the whole run: each file of tests is a page of its own, and would ask for every
 * module again. That is right while no test mocks a module, and while no file changes: not where Vitest watches them.
 */
function cachedModules(): Plugin {
  return {
    name: 'cached-modules',
    configureServer({ middlewares }) {
      if (!process.argv.includes('run')) return;
      middlewares.use((request, response, next) => {
        if (/\.(?:js|mjs|ts|vue|css|json|yaml)(?:\?|$)/u.test(request.url ?? '')) {
          const setHeader = response.setHeader.bind(response);
          setHeader('Cache-Control', 'max-age=3600');
          response.setHeader = (name, value) => (name === 'Cache-Control' ? response : setHeader(name, value));
        }
        next();
      });
    },
  };
}

export default defineConfig({
  test: {
    maxWorkers: WORKERS,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: filesOf('unit'),
          testTimeout: TIMEOUT,
          hookTimeout: TIMEOUT,
          // Files share the modules that they load: half of the time went into loading them anew for each.
          isolate: false,
        },
      },
      {
        // Drives what `npm run build` made; run the build first.
        test: {
          name: 'main',
          environment: 'node',
          include: filesOf('main'),
          testTimeout: TIMEOUT,
          hookTimeout: TIMEOUT,
        },
      },
      {
        // Packs what `npm run build` made.
        test: {
          name: 'packages',
          environment: 'node',
          include: filesOf('packages'),
          testTimeout: TIMEOUT,
          hookTimeout: TIMEOUT,
        },
      },
      {
        resolve: { alias: [modernDexie] },
        plugins: [cachedModules(), vue(), seriesPlugin({ folder: resolve(root, 'resources/series') })],
        optimizeDeps: {
          include: [
            'dexie/dist/modern/dexie.mjs',
            'valibot',
            '@noble/hashes/sha2.js',
            '@noble/hashes/utils.js',
            'vue',
            'pinia',
            'vue-router',
            'fast-check',
            'vitest-browser-vue',
            'approx-string-match',
            'dompurify',
            'reka-ui',
            '@lucide/vue',
            '@vueuse/core',
          ],
        },
        test: {
          name: 'browser',
          include: filesOf('browser'),
          testTimeout: TIMEOUT,
          hookTimeout: TIMEOUT,
          // A state is waited for as long as a busy machine takes to reach it, not the second that is Vitest's default.
          expect: { poll: { timeout: 20_000 } },
          // Not handed down from above. Each worker has a browser context, thus databases, of its own; its files take
          // turns in it.
          maxWorkers: WORKERS,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: chromiumOptions({ path: findHeadlessChromium() }),
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
