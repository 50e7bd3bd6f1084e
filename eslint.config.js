import eslint from '@eslint/js';
import pluginVue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

/** Layer and import rules live in `.dependency-cruiser.cjs`; this file holds what one file can be judged by. */
export default tseslint.config(
  {
    ignores: [
      'out/**',
      'node_modules/**',
      'test-results/**',
      'tests/fixtures/**',
      // A build beside the lint writes its configuration there for a moment.
      'electron.vite.config.*.mjs',
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  ...pluginVue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'no-undef': 'off',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      eqeqeq: 'error',
      // Prettier wraps code; comments are wrapped by hand. A text is one string, however long.
      'vue/max-len': [
        'error',
        {
          code: 120,
          template: 120,
          ignoreStrings: true,
          ignoreTemplateLiterals: true,
          ignoreRegExpLiterals: true,
          ignoreUrls: true,
          ignoreHTMLAttributeValues: true,
          ignoreHTMLTextContents: true,
        },
      ],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-props-declaration': ['error', 'type-based'],
      'vue/no-static-inline-styles': 'error',
      'vue/no-v-html': 'error',
      'vue/no-v-text-v-html-on-component': 'error',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-bare-strings-in-template': 'error',
      'vue/no-restricted-syntax': [
        'error',
        {
          selector:
            'VElement[rawName=/^(input|textarea|select|form)$/] > VStartTag:not(:has(VAttribute[directive=false][key.name="autocomplete"][value.value="off"]))',
          message: 'Without autocomplete="off" the browser keeps what is typed here in its session files, in clear.',
        },
        {
          selector:
            'VStartTag:has(VAttribute[directive=false][key.name="maxlength"], VAttribute[directive=true][key.name.name="bind"][key.argument.name="maxlength"]):not(:has(VAttribute[directive=true][key.name.name="on"][key.argument.name="beforeinput"]))',
          message: 'The browser cuts a paste at maxlength without a word: count what is left out with useLeftOut.',
        },
      ],
    },
  },
  {
    files: [
      'src/main/launch.ts',
      'src/main/browser-host.ts',
      'src/main/hosts/console-logger.ts',
      'src/main/launch/**',
      'src/authoring/**',
      'tests/**',
      'scripts/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    // The one component that may set HTML: it sanitises first.
    files: ['src/renderer/src/components/text/SafeHtml.vue'],
    rules: { 'vue/no-v-html': 'off' },
  },
  {
    // The floor that the app is measured against: as little as can be.
    files: ['tests/bench/bare-page/**'],
    rules: { 'vue/one-component-per-file': 'off' },
  },
  {
    files: ['src/domain/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        'window',
        'document',
        'crypto',
        'process',
        'localStorage',
        'navigator',
        'fetch',
        'Intl',
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: '`now` is an argument in the domain.',
        },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: '`now` is an argument in the domain.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Randomness is an argument in the domain.',
        },
      ],
    },
  },
  {
    // A test once removed the whole checkout: its path was empty, and the folder above the working one went.
    files: ['tests/**'],
    ignores: ['tests/support/remove-folder.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['callee.name', 'callee.property.name'].flatMap((name) => [
          {
            selector: `CallExpression[${name}=/^(rm|rmSync|rmdir|rmdirSync)$/][arguments.1.type!='ObjectExpression'][arguments.length>1]`,
            message:
              'Tests remove folders with removeFolder (tests/support/remove-folder.ts), which refuses any other.',
          },
          {
            selector: `CallExpression[${name}=/^(rm|rmSync|rmdir|rmdirSync)$/] > ObjectExpression > :matches(Property[key.name='recursive'], Property[key.value='recursive'], SpreadElement)`,
            message:
              'Tests remove folders with removeFolder (tests/support/remove-folder.ts), which refuses any other.',
          },
          {
            selector: `CallExpression[${name}=/^mkdtemp(Sync)?$/] CallExpression[callee.name='tmpdir']`,
            message: 'Tests make folders with makeFolder (tests/support/remove-folder.ts): no other can be removed.',
          },
        ]),
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: ['rimraf', 'del', 'fs-extra'].map((name) => ({
            name,
            message: 'Tests remove folders with removeFolder (tests/support/remove-folder.ts).',
          })),
        },
      ],
    },
  },
  {
    files: ['src/renderer/src/storage/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='transaction'] > ArrowFunctionExpression[async=false]",
          message:
            'The scope of a transaction must be an async function: Dexie follows the awaits of no other, and the transaction commits too early.',
        },
      ],
    },
  },
  {
    files: ['src/renderer/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          name: 'localStorage',
          message: 'The next person at this computer would see it: keep it in the learner database.',
        },
        { name: 'sessionStorage', message: 'Keep it in the learner database or in a store.' },
      ],
    },
  },
  {
    // What lets this browser in is of the computer, not of a learner.
    files: ['src/renderer/src/host/entry.ts', 'src/renderer/public/*.js'],
    rules: { 'no-restricted-globals': 'off' },
  },
);
