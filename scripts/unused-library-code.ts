import type { Plugin } from 'vite';

/** What in a library's file keeps code that nobody uses, and the same without it. */
interface Rewrite {
  readonly file: RegExp;
  readonly parts: readonly (readonly [written: string, instead: string])[];
}

const REWRITES: readonly Rewrite[] = [
  {
    // `name in Vue` needs Vue's whole namespace, so the bundler keeps all of Vue: 11 KB of the first load.
    file: /node_modules\/reka-ui\/dist\/shared\/useId\.js$/u,
    parts: [
      [`import * as vue from "vue";`, `import { useId as idOfVue } from "vue";`],
      [`"useId" in vue`, 'true'],
      ['vue.useId?.()', 'idOfVue()'],
    ],
  },
  {
    // Asks the browser, when it is loaded, how Pinia's developer tools would save a file, and keeps all three ways: 0.7
    // KB of the first load. The tools themselves aren't in the build.
    file: /node_modules\/pinia\/dist\/pinia\.js$/u,
    parts: [['const saveAs = !IS_CLIENT ? () => {} :', 'const saveAs = true ? () => {} :']],
  },
  {
    // Notes what each call reads and writes, for queries that run again by themselves; the app has none. 3.5 KB of the
    // first load, and at each write a message to the other windows.
    file: /node_modules\/dexie\/dist\/modern\/dexie\.mjs$/u,
    parts: [
      ['this.use(cacheMiddleware);', ''],
      ['this.use(observabilityMiddleware);', ''],
      ['    liveQuery,\n    extendObservabilitySet,\n', ''],
    ],
  },
];

/**
 * Lets the bundler leave out what nobody uses of Vue, Pinia and Dexie. The build fails where a library's text is
 * another: look then whether the rewriting is still needed.
 */
export function unusedLibraryCode(): Plugin {
  return {
    name: 'unused-library-code',
    apply: 'build',
    transform(code, id) {
      const rewrite = REWRITES.find(({ file }) => file.test(id.replaceAll('\\', '/')));
      if (!rewrite) return null;
      return {
        code: rewrite.parts.reduce((text, [written, instead]) => {
          if (!text.includes(written)) throw new Error(`${id} does not contain "${written}" any more.`);
          return text.replace(written, instead);
        }, code),
        map: null,
      };
    },
  };
}
