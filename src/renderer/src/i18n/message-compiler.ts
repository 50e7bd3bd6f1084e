import { inDigits } from '../../../domain/text/digits';
import type { Language } from '../../../domain/text/language';

/** What stands in a text's named places. */
export type TextValues = Readonly<Record<string, unknown>>;

/** A compiled text; the count chooses among its forms. */
export type Message = (values: TextValues, count: number) => string;

/** Texts by area. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

/**
 * Compiles a language's texts under their whole names (`home.minutes`), each when it is first shown.
 *
 * @param area the name of what they are in, with its point
 */
export function compileMessages(texts: TextTree, language: Language, area = ''): Readonly<Record<string, Message>> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, text]): [string, Message][] =>
      typeof text === 'string'
        ? [[area + key, compileLazily(text, language)]]
        : Object.entries(compileMessages(text, language, `${area}${key}.`)),
    ),
  );
}

/**
 * Compiles a text: `{name}` is replaced by a value, a number in the digits of its language, as days are written; and
 * ` | ` separates the forms for one and for many (or for none, one and many).
 *
 * @throws SyntaxError for a text that is written in another way: other braces, a bar without spaces
 */
export function compileMessage(text: string, language: Language): Message {
  const forms = text.split(' | ').map((form) => withValues(form, language));
  const formOf = (count: number): number =>
    forms.length > 2 ? Math.min(count, 2) : forms.length === 2 && count !== 1 ? 1 : 0;
  return (values, count) => forms[formOf(count)]?.(values) ?? '';
}

function compileLazily(text: string, language: Language): Message {
  let message: Message | undefined;
  return (values, count) => (message ??= compileMessage(text, language))(values, count);
}

function withValues(form: string, language: Language): (values: TextValues) => string {
  // Odd parts are names.
  const parts = form.split(/\{(\w+)\}/u);
  if (parts.some((part, index) => index % 2 === 0 && /[{}|]/u.test(part)))
    throw new SyntaxError(`The text "${form}" is written in a way that the app does not read.`);
  return (values) => parts.map((part, index) => (index % 2 === 0 ? part : written(values[part], language))).join('');
}

function written(value: unknown, language: Language): string {
  if (typeof value === 'number') return inDigits(value, language);
  return typeof value === 'string' ? value : '';
}
