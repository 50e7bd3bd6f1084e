import type { MessageContext } from 'vue-i18n';
import { inDigits } from '../../../domain/text/digits';
import type { Language } from '../../../domain/text/language';

/** A compiled text: vue-i18n's message function. */
export type Message = (context: MessageContext<string>) => string;

/** Texts by area. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

/**
 * Compiles a language's texts for vue-i18n under their whole names (`home.minutes`), each when it is first shown.
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
 * ` | ` separates the forms for one and for many (or for none, one and many). The texts use no other syntax of
 * vue-i18n, and its own compiler would be a thirtieth of the first load.
 *
 * @throws SyntaxError for a text that uses more: other braces, a bar without spaces, a link to another text
 */
export function compileMessage(text: string, language: Language): Message {
  const forms = text.split(' | ').map((form) => withValues(form, language));
  const [only] = forms;
  return only && forms.length === 1 ? only : (context) => context.plural(forms.map((form) => form(context)));
}

function compileLazily(text: string, language: Language): Message {
  let message: Message | undefined;
  return (context) => (message ??= compileMessage(text, language))(context);
}

function withValues(form: string, language: Language): Message {
  // Odd parts are names.
  const parts = form.split(/\{(\w+)\}/u);
  if (parts.some((part, index) => index % 2 === 0 && /[{}|]|@[:.]/u.test(part)))
    throw new SyntaxError(`The text "${form}" is written in a way that the app does not read.`);
  return ({ named }) => parts.map((part, index) => (index % 2 === 0 ? part : written(named(part), language))).join('');
}

function written(value: unknown, language: Language): string {
  if (typeof value === 'number') return inDigits(value, language);
  return typeof value === 'string' ? value : '';
}
