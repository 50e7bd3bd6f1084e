import { isObject } from '../../domain/json/json-value';
import type { Problem } from '../reading/problem';
import type { YamlDocument, YamlPath } from '../reading/yaml-document';
import type { TextPair } from './text-pair';

/** The fields of the course's files that a person reads; all others are the same in every language. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(
  (
    'title shortTitle text stem rationale scenario left right feedback true false heading items purpose description ' +
    'notes detail label unit exits leaves root date summary topics provenance introduction definition term'
  ).split(' '),
);

/** A source file with the texts of another language in the place of its own. */
export interface MergedTexts {
  /** The source's data, with the texts. */
  readonly value: unknown;
  readonly pairs: readonly TextPair[];
  readonly problems: readonly Problem[];
}

/**
 * Puts a translation's texts into the data of the source's file. The translation has the source's shape, its texts
 * alone: a list whose entries have ids is a map by id there, any other list has as many items. So neither keys, order
 * nor ids can differ, and a text that is missing or has no source is named with its line.
 */
export function mergeTexts(source: unknown, { file, value, lineOf }: YamlDocument): MergedTexts {
  const pairs: TextPair[] = [];
  const problems: Problem[] = [];
  const report = (path: YamlPath, message: string): void => {
    problems.push({ file, line: lineOf(path), rule: 'translation', message });
  };
  const place = (path: YamlPath): string => path.join('.');

  function merged(from: unknown, given: unknown, path: YamlPath, field: string): unknown {
    if (!holdsText(from, field)) {
      if (given !== undefined) report(path, `“${place(path)}” is not a text of the source: only texts are translated.`);
      return from;
    }
    if (given === undefined) {
      report(path, `“${place(path)}” is missing.`);
      return from;
    }
    if (Array.isArray(from)) return mergedList(from, given, path, field);
    if (isObject(from)) return mergedMap(from, given, path);
    if (typeof given !== 'string' || given.trim() === '') {
      report(path, `“${place(path)}” is a text. Put numbers in quotation marks.`);
      return from;
    }
    pairs.push({ file, line: lineOf(path), path, english: String(from), translation: given });
    return given;
  }

  function mergedMap(from: Readonly<Record<string, unknown>>, given: unknown, path: YamlPath): unknown {
    if (!isObject(given)) {
      report(path, `“${place(path)}” has fields below it, as in the source.`);
      return from;
    }
    for (const key of Object.keys(given))
      if (!Object.hasOwn(from, key)) report([...path, key], `The source has no “${place([...path, key])}”.`);
    return Object.fromEntries(
      Object.entries(from).map(([key, part]) => [key, merged(part, given[key], [...path, key], key)]),
    );
  }

  function mergedList(from: readonly unknown[], given: unknown, path: YamlPath, field: string): unknown {
    if (from.every(hasId)) {
      const byId = mergedMap(Object.fromEntries(from.map((item) => [item.id, item])), given, path);
      return isObject(byId) ? from.map((item) => byId[item.id]) : from;
    }
    if (!Array.isArray(given) || given.length !== from.length) {
      report(path, `“${place(path)}” is a list of ${from.length} items, as in the source.`);
      return from;
    }
    return from.map((item, index) => merged(item, given[index], [...path, index], field));
  }

  return { value: merged(source, value, [], ''), pairs, problems };
}

/** The texts of a source's data in the shape of a translation, each made by `textOf`; undefined where it has none. */
export function textsOf(source: unknown, textOf: (text: string, path: YamlPath) => string): unknown {
  function texts(from: unknown, path: YamlPath, field: string): unknown {
    if (!holdsText(from, field)) return undefined;
    if (Array.isArray(from))
      return from.every(hasId)
        ? Object.fromEntries(from.map((item) => [item.id, texts(item, [...path, item.id], '')]))
        : from.map((item: unknown, index) => texts(item, [...path, index], field));
    if (!isObject(from)) return textOf(String(from), path);
    const fields = Object.entries(from).map(([key, part]) => [key, texts(part, [...path, key], key)] as const);
    return Object.fromEntries(fields.filter(([, part]) => part !== undefined));
  }
  return texts(source, [], '');
}

function holdsText(part: unknown, field: string): boolean {
  if (Array.isArray(part)) return part.some((item) => holdsText(item, field));
  if (isObject(part)) return Object.entries(part).some(([key, inner]) => holdsText(inner, key));
  return (typeof part === 'string' || typeof part === 'number') && TEXT_FIELDS.has(field);
}

function hasId(item: unknown): item is { readonly id: string } {
  return isObject(item) && typeof item['id'] === 'string';
}
