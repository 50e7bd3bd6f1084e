import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import screens from '../../src/renderer/src/i18n/locales/en/screens.json';
import start from '../../src/renderer/src/i18n/locales/en/start.json';
import { ERROR_CODES } from '../../src/contract/result';

const renderer = resolve(import.meta.dirname, '..', '..', 'src', 'renderer', 'src');
const source = files(renderer)
  .filter((path) => /\.(ts|vue)$/u.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

/** Keys written whole: in `t('…')`, `$t('…')`, `say('…')` and as plain values such as `key: 'shell.notes'`. */
const whole = new Set([...source.matchAll(/'([a-zA-Z]+(?:\.[\w-]+)+)'/gu)].map((match) => match[1] ?? ''));
/** Keys with a part filled in at run time, up to that part and after it. */
const patterns = [...source.matchAll(/`([a-zA-Z]+(?:\.[\w-]+)*\.?)\$\{[^`]*\}([\w.-]*)`/gu)].map(([, before = '', after = '']) => ({ before, after }));
const noticeNames = [...source.matchAll(/notify\('\w+', (?:[^,)]*\? )?[`']([\w.]+)(\$\{)?/gu)].map((match) => match[1] ?? '');
const alternatives = [...source.matchAll(/\? '(\w+)' : '(\w+)', \{ statements/gu)].flatMap((match) => [match[1] ?? '', match[2] ?? '']);

const english = { ...start, ...screens };
const keys = leaves(english);

describe('the interface texts', () => {
  it('have every key that the screens name', () => {
    const named = [...whole].filter((key) => (key.split('.')[0] ?? '') in english);
    expect(named.filter((key) => !keys.includes(key) && !keys.some((known) => known.startsWith(`${key}.`)))).toEqual([]);
  });

  it('have a title and a text for every notice', () => {
    const names = [...noticeNames.filter((name) => !name.endsWith('.')), ...alternatives];
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      expect(keys).toContain(`notices.${name}.title`);
      expect(keys).toContain(`notices.${name}.text`);
    }
  });

  it('have a text for every error that a host can answer', () => {
    expect(ERROR_CODES.filter((code) => !keys.includes(`errors.${code}`))).toEqual([]);
  });

  it('hold no key that no screen uses', () => {
    const used = (key: string): boolean =>
      whole.has(key) ||
      patterns.some(({ before, after }) => before !== '' && key.startsWith(before) && key.endsWith(after)) ||
      (key.startsWith('notices.') && [...noticeNames, ...alternatives].some((name) => key.startsWith(`notices.${name}`)));
    expect(keys.filter((key) => !used(key))).toEqual([]);
  });

  it('are sorted, so that two people add keys without a conflict', () => {
    expect([...unsorted(start, ''), ...unsorted(screens, '')]).toEqual([]);
  });

  it('stand in one file each', () => {
    expect(Object.keys(start).filter((area) => area in screens)).toEqual([]);
  });

  it('state facts: no exclamation mark, no please, no we', () => {
    const texts = keys.map((key) => [key, textOf(key)] as const);
    expect(texts.filter(([, text]) => /!|\bplease\b|\bwe\b|\bour\b/iu.test(text))).toEqual([]);
  });
});

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]));
}

function leaves(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [`${prefix}${key}`] : leaves(value as object, `${prefix}${key}.`)));
}

function unsorted(tree: object, prefix: string): string[] {
  const names = Object.keys(tree);
  const own = names.filter((name, index) => index > 0 && (names[index - 1] ?? '') > name).map((name) => `${prefix}${name}`);
  return [...own, ...Object.entries(tree).flatMap(([key, value]) => (typeof value === 'object' ? unsorted(value as object, `${prefix}${key}.`) : []))];
}

function textOf(key: string): string {
  let node: unknown = english;
  for (const part of key.split('.')) node = (node as Record<string, unknown>)[part];
  return String(node);
}
