import type { Plugin } from 'vite';

/** Vite's virtual module that preloads what a lazily loaded part needs, and how it chooses the kind of link. */
const PRELOAD_HELPER = '\0vite/preload-helper.js';
const CHOICE = '? "modulepreload" : "preload"';

/**
 * Has every module script of the page preloaded as a script. Chromium (seen in 156) reuses what it compiled at an
 * earlier start only for what is fetched as a script: fetched as a module, everything is compiled anew at each start.
 * The preloaded answer serves the module's own fetch, since both are fetched with CORS.
 */
export function scriptPreload(): Plugin {
  return {
    name: 'script-preload',
    apply: 'build',
    transform(code, id) {
      if (id !== PRELOAD_HELPER) return null;
      if (!code.includes(CHOICE)) throw new Error(`Vite's preload helper does not contain "${CHOICE}" any more.`);
      return { code: code.replace(CHOICE, '? "preload" : "preload"'), map: null };
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html
          .replaceAll('<link rel="modulepreload"', '<link rel="preload" as="script"')
          .replace(/<script type="module" crossorigin src="([^"]+)"><\/script>/u, (script, entry: string) =>
            [`<link rel="preload" as="script" crossorigin href="${entry}" />`, script].join('\n    '),
          ),
    },
  };
}
