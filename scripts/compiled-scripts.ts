import type { Plugin } from 'vite';

/**
 * Has V8 compile each whole file that carries it at once, beside the loading (v8.dev/blog/explicit-compile-hints). It
 * must be the first line. Other engines read a comment.
 */
const COMPILE_ALL = '//# allFunctionsCalledOnLoad\n';

/**
 * Lets Chromium use again at each start what it compiled at an earlier one (decision 043).
 *
 * The entry is preloaded as a script: Chromium (seen in 156) reads its cache of compiled code only for what is fetched
 * so, and compiles anew what is fetched as a module. The preloaded answer serves the module's own fetch, since both are
 * fetched with CORS. And the entry, nearly all of which runs until home is shown, is compiled whole, so that the cache
 * holds the functions too which run only after the module itself.
 *
 * What is loaded later is preloaded as Vite does it: a script whose preload failed once isn't asked for again, and a
 * screen would stay shut when the host is back.
 */
export function compiledScripts(): Plugin {
  return {
    name: 'compiled-scripts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html.replace(/<script type="module" crossorigin src="([^"]+)"><\/script>/u, (script, entry: string) =>
          [`<link rel="preload" as="script" crossorigin href="${entry}" />`, script].join('\n    '),
        ),
    },
    // The name of a file tells its content, also this line of it.
    augmentChunkHash: (chunk) => (chunk.isEntry ? COMPILE_ALL : ''),
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === 'chunk' && file.isEntry) file.code = COMPILE_ALL + file.code;
      },
    },
  };
}
