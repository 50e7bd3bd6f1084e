import * as v from 'valibot';
import { issuePath, plainIssue } from './plain-issue';
import type { Problem } from './problem';
import type { YamlDocument, YamlPath } from './yaml-document';

/** Checked data with its place in the file. */
export interface Entry<T> {
  readonly value: T;
  readonly file: string;
  /** Line of a part of the entry; the entry's own line without arguments. */
  readonly line: (...path: YamlPath) => number;
}

/** The result of a schema for a part of a file. */
export interface Reading<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

/** Checks the part of the file at `base` against a schema; undefined where it doesn't fit, with every reason. */
export function readEntry<const TSchema extends v.GenericSchema>(
  document: YamlDocument,
  schema: TSchema,
  base: YamlPath = [],
  part: unknown = document.value,
): Reading<Entry<v.InferOutput<TSchema>> | undefined> {
  if (document.problems.length > 0) return { value: undefined, problems: document.problems };
  const result = v.safeParse(schema, part);
  const line = (...path: YamlPath): number => document.lineOf([...base, ...path]);
  if (result.success) return { value: { value: result.output, file: document.file, line }, problems: [] };
  const problems = result.issues.map((issue) => ({
    file: document.file,
    line: line(...issuePath(issue)),
    rule: 'schema',
    message: plainIssue(issue),
  }));
  return { value: undefined, problems };
}

/** Checks a list entry by entry, so that one bad entry doesn't hide the problems of the others. */
export function readEntries<const TSchema extends v.GenericSchema>(
  document: YamlDocument,
  schema: TSchema,
  base: YamlPath = [],
  list: unknown = document.value,
): Reading<readonly Entry<v.InferOutput<TSchema>>[]> {
  if (document.problems.length > 0) return { value: [], problems: document.problems };
  if (!Array.isArray(list)) {
    const message = 'Here a list is expected (each entry after a hyphen).';
    return { value: [], problems: [{ file: document.file, line: document.lineOf(base), rule: 'schema', message }] };
  }
  return together(list.map((item: unknown, index) => readEntry(document, schema, [...base, index], item)));
}

/** Readings as one: the values that there are, and every problem. */
export function together<T extends object>(readings: readonly Reading<T | undefined>[]): Reading<readonly T[]> {
  return {
    value: readings.flatMap(({ value }) => (value ? [value] : [])),
    problems: readings.flatMap(({ problems }) => problems),
  };
}
