import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import screens from '../../src/renderer/src/i18n/locales/en/screens.json';
import start from '../../src/renderer/src/i18n/locales/en/start.json';
import { ERROR_CODES } from '../../src/contract/result';
import { keysNamedIn, textKeys } from '../support/text-keys';

const renderer = resolve(import.meta.dirname, '..', '..', 'src', 'renderer', 'src');
const source = files(renderer)
  .filter((path) => /\.(ts|vue)$/u.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

const named = keysNamedIn(source);
const english = { ...start, ...screens };
const keys = textKeys(english);

describe('the interface texts', () => {
  it('have every key that the screens name', () => {
    const whole = [...named.whole].filter((key) => (key.split('.')[0] ?? '') in english);
    expect(whole.filter((key) => !keys.includes(key) && !keys.some((known) => known.startsWith(`${key}.`)))).toEqual(
      [],
    );
  });

  it('have a title and a text for every notice', () => {
    const names = named.notices.filter((name) => !name.endsWith('.'));
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
    expect(keys.filter((key) => !named.uses(key))).toEqual([]);
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
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

function unsorted(tree: object, prefix: string): string[] {
  const names = Object.keys(tree);
  const own = names
    .filter((name, index) => index > 0 && (names[index - 1] ?? '') > name)
    .map((name) => `${prefix}${name}`);
  return [
    ...own,
    ...Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'object' ? unsorted(value as object, `${prefix}${key}.`) : [],
    ),
  ];
}

function textOf(key: string): string {
  let node: unknown = english;
  for (const part of key.split('.')) node = (node as Record<string, unknown>)[part];
  return String(node);
}
