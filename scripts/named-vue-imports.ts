import type { Plugin } from 'vite';

/** A library's file that asks whether Vue has a function, and the same file for the Vue that this project pins. */
interface Rewrite {
  readonly file: RegExp;
  readonly parts: readonly (readonly [written: string, instead: string])[];
}

/** `name in Vue` needs Vue's whole namespace, so the bundler keeps all of Vue: 11 KB of the first load. */
const REWRITES: readonly Rewrite[] = [
  {
    file: /node_modules\/vue-i18n\/dist\/(?:petite-)?vue-i18n\.mjs$/u,
    parts: [
      [`import * as Vue from 'vue';`, `import { getCurrentInstance as instanceOfVue } from 'vue';`],
      ['if (key in Vue) {', 'if (!key) {'],
      ['return Vue[key];', 'return null;'],
      ['return Vue.getCurrentInstance();', 'return instanceOfVue();'],
    ],
  },
  {
    file: /node_modules\/reka-ui\/dist\/shared\/useId\.js$/u,
    parts: [
      [`import * as vue from "vue";`, `import { useId as idOfVue } from "vue";`],
      [`"useId" in vue`, 'true'],
      ['vue.useId?.()', 'idOfVue()'],
    ],
  },
];

/**
 * Lets the bundler leave out what nobody uses of Vue, though two libraries import all of it to find out which version
 * they run on. The build fails where a library's text is another: look then whether the rewriting is still needed.
 */
export function namedVueImports(): Plugin {
  return {
    name: 'named-vue-imports',
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
