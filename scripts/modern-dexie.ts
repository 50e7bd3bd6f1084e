/**
 * Dexie's build for browsers of today in place of its ES5 one, which its package names first: 2 KB less of the first
 * load. Both are the same source, published together.
 */
export const modernDexie = { find: /^dexie$/u, replacement: 'dexie/dist/modern/dexie.mjs' };
