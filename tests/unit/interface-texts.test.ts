import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import screens from '../../src/renderer/src/i18n/locales/en/screens.json';
import start from '../../src/renderer/src/i18n/locales/en/start.json';
import { ERROR_CODES } from '../../src/contract/result';
import { hasKhmer } from '../../src/domain/text/khmer';
import { LANGUAGES, SOURCE_LANGUAGE, type Language } from '../../src/domain/text/language';
import { compileMessage } from '../../src/renderer/src/i18n/message-compiler';
import { keysNamedIn, textKeys } from '../support/text-keys';

const renderer = resolve(import.meta.dirname, '..', '..', 'src', 'renderer', 'src');
const source = files(renderer)
  .filter((path) => /\.(ts|vue)$/u.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

const named = keysNamedIn(source);
const english = { ...start, ...screens };
const others = LANGUAGES.filter((language) => language !== SOURCE_LANGUAGE).map((language) => ({
  language,
  start: readTexts(language, 'start'),
  screens: readTexts(language, 'screens'),
}));
/** Texts that are the same in Khmer: what stands on a key, units, the name of the series. */
const LATIN_TEXTS = ['Child Justice Series', 'Ctrl', 'Ctrl K', 'Enter', 'Esc', 'KB', 'MB', 'Shift'];
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

  it('name every language', () => {
    expect(LANGUAGES.filter((language) => !keys.includes(`languages.${language}`))).toEqual([]);
  });

  it('hold no key that no screen uses', () => {
    expect(keys.filter((key) => !named.uses(key))).toEqual([]);
  });

  it('are sorted, so that two people add keys without a conflict', () => {
    const all = [start, screens, ...others.flatMap((texts) => [texts.start, texts.screens])];
    expect(all.flatMap((texts) => unsorted(texts, ''))).toEqual([]);
  });

  it('hold no key twice, of which a page would take the last', () => {
    const roots = [renderer, resolve(renderer, '../../main'), resolve(renderer, '../../../resources')];
    const paths = roots.flatMap(files).filter((path) => path.endsWith('.json'));
    expect(paths.length).toBeGreaterThanOrEqual(LANGUAGES.length * 2);
    // YAML's reader reads JSON, and says what is there twice and where.
    expect(paths.flatMap((path) => parseDocument(readFileSync(path, 'utf8')).errors.map(String))).toEqual([]);
  });

  it('stand in one file each', () => {
    expect(Object.keys(start).filter((area) => area in screens)).toEqual([]);
  });

  it('state facts: no exclamation mark, no please, no we', () => {
    const texts = keys.map((key) => [key, textOf(english, key)] as const);
    expect(texts.filter(([, text]) => /!|\bplease\b|\bwe\b|\bour\b/iu.test(text))).toEqual([]);
  });
});

describe.each(others)('the texts in $language', (texts) => {
  it('are the same as the English ones, area by area', () => {
    expect(textKeys(texts.start)).toEqual(textKeys(start));
    expect(textKeys(texts.screens)).toEqual(textKeys(screens));
  });

  it('have the values of the English ones, and one form, or as many', () => {
    const forms = (text: string): number => text.split(' | ').length;
    const pairs = pairsOf(texts);
    const wrong = pairs.filter(
      ({ text, source }) => valuesIn(text) !== valuesIn(source) || (forms(text) !== 1 && forms(text) !== forms(source)),
    );
    expect(wrong).toEqual([]);
    for (const { text } of pairs) expect(() => compileMessage(text, 'km')).not.toThrow();
  });
});

describe('the Khmer texts', () => {
  const pairs = others.filter(({ language }) => language === 'km').flatMap(pairsOf);

  it('are Khmer, but for names and keys', () => {
    const words = pairs.map(({ text }) => text.replace(/\{\w+\}/gu, '').trim());
    const latin = words.filter((text) => !hasKhmer(text) && /\p{Script=Latin}{2}/u.test(text));
    expect(latin.sort()).toEqual(LATIN_TEXTS);
  });

  it('are written in one way: no invisible signs, NFC, Khmer quotation marks, no space before a full stop', () => {
    const odd = /[\u200B-\u200D\u2060\uFEFF"“”]| [។៖]| {2}/u;
    expect(pairs.filter(({ text }) => odd.test(text) || text !== text.normalize('NFC'))).toEqual([]);
  });
});

function readTexts(language: Language, name: string): object {
  return JSON.parse(readFileSync(join(renderer, 'i18n', 'locales', language, `${name}.json`), 'utf8')) as object;
}

/** Each text beside the English one. */
function pairsOf(texts: (typeof others)[number]) {
  const whole = { ...texts.start, ...texts.screens };
  return keys.map((key) => ({ key, text: textOf(whole, key), source: textOf(english, key) }));
}

/** Every `{name}` of a text, once, sorted. */
function valuesIn(text: string): string {
  return [...new Set(text.match(/\{\w+\}/gu))].sort().join(' ');
}

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

function textOf(texts: object, key: string): string {
  let node: unknown = texts;
  for (const part of key.split('.')) node = (node as Record<string, unknown>)[part];
  return String(node);
}
