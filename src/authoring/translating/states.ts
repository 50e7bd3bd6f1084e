import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { TranslationState } from '../../domain/series/translation';
import type { Problem } from '../reading/problem';
import { plainIssue } from '../reading/plain-issue';
import { readYaml } from '../reading/yaml-document';
import { textKey, type TextPair } from './text-pair';

/** Name of the file that says which texts somebody has read. */
export const STATES_FILE = 'translation.km.yaml';

/** What a reader said of a text; `disputed` has a remark. */
const stateSchema = v.strictObject({
  state: v.picklist(['read', 'disputed']),
  /** Initials of the reader. */
  by: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
  /** Day, `YYYY-MM-DD`. */
  on: v.pipe(v.string(), v.isoDate()),
  remark: v.optional(v.string()),
  /** `textHash` of what was read. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/u)),
});

const fileSchema = v.strictObject({ texts: v.record(v.string(), stateSchema) });

export type WrittenState = v.InferOutput<typeof stateSchema>;

/** What readers said, by the text's key. */
export type States = ReadonlyMap<string, WrittenState>;

/** Of both texts: what was read of other words doesn't count. */
export function textHash({ english, translation }: Pick<TextPair, 'english' | 'translation'>): string {
  return createHash('sha256').update(`${english.trim()}\0${translation.trim()}`).digest('hex').slice(0, 16);
}

/** What a reader said of a text as it stands; a draft where either language was changed since. */
export function stateOf(pair: TextPair, states: States): TranslationState {
  const written = states.get(textKey(pair));
  return written && written.hash === textHash(pair) ? written.state : 'draft';
}

/** Draft as soon as one of them is, else disputed as soon as one is. */
export function stateOfAll(pairs: readonly TextPair[], states: States): TranslationState {
  const all = new Set(pairs.map((pair) => stateOf(pair, states)));
  return (['draft', 'disputed'] as const).find((state) => all.has(state)) ?? 'read';
}

/** Reads the file of states; no file says that everything is a draft. */
export function readStates(
  file: string,
  text: string | undefined,
  pairs: readonly TextPair[],
): { readonly value: States; readonly problems: readonly Problem[] } {
  if (text === undefined) return { value: new Map(), problems: [] };
  const document = readYaml(file, text);
  if (document.problems.length > 0) return { value: new Map(), problems: document.problems };
  const parsed = v.safeParse(fileSchema, document.value);
  if (!parsed.success) {
    const problems = parsed.issues.map((issue) => ({ file, line: 1, rule: 'schema', message: plainIssue(issue) }));
    return { value: new Map(), problems };
  }
  const keys = new Set(pairs.map(textKey));
  const { texts } = parsed.output;
  const unknown = Object.keys(texts).filter((key) => !keys.has(key));
  return {
    value: new Map(Object.entries(texts)),
    problems: unknown.map((key) => ({
      file,
      line: document.lineOf(['texts', key]),
      rule: 'translation',
      message: `There is no text “${key}”.`,
    })),
  };
}
