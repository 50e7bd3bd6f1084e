import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { unbrokenKhmer } from '../../../scripts/unbroken-khmer';
import type { Introductions, ModuleContent, ModuleOutline } from '../../../src/domain/series/module';
import type { Question } from '../../../src/domain/series/question';
import type { Series } from '../../../src/domain/series/series';
import { dayInWords } from '../../../src/domain/text/calendar-day';
import { LANGUAGES, SOURCE_LANGUAGE, type Language, type Translate } from '../../../src/domain/text/language';
import { createVueTexts, type InterfaceTexts } from '../../../src/renderer/src/i18n/vue-texts';
import { compiledSeries, compiledTranslation } from '../../support/builders/compiled-series';

/** What a member who chose a language reads: the texts of the interface by key, those of the course by id. */
export interface PageTexts {
  readonly language: Language;
  /** A text of the interface, as the page shows it. */
  readonly t: Translate;
  /** The same, for one or for many, with whatever stands for those of its values that aren't given. */
  readonly like: (key: string, values?: Record<string, string | number>) => RegExp;
  /** A day (`YYYY-MM-DD`) in words. */
  readonly day: (day: string) => string;
  readonly course: () => Promise<CourseTexts>;
}

/** The course in one language. */
export interface CourseTexts {
  readonly series: Series;
  readonly introductions: Introductions;
  readonly outline: (moduleId: string) => ModuleOutline;
  readonly module: (moduleId: string) => ModuleContent;
  /** A module's whole bank. */
  readonly questions: (moduleId: string) => readonly Question[];
}

/** The texts in English, for what is tested in one language alone. */
export const ENGLISH = textsIn(SOURCE_LANGUAGE);

/** The texts in a language. */
export function textsIn(language: Language): PageTexts {
  const english = areas(SOURCE_LANGUAGE);
  const texts = createVueTexts(english);
  const namesIn = (key: string): readonly string[] => {
    const text = key
      .split('.')
      .reduce<unknown>((part, name) => (part as Readonly<Record<string, unknown>>)[name], english);
    return [...String(text).matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name);
  };
  if (language !== SOURCE_LANGUAGE) texts.add(language, areas(language));
  texts.show(language);
  const { t } = texts;
  return {
    language,
    t,
    like: (key, values = {}) => {
      const open = { ...Object.fromEntries(namesIn(key).map((name) => [name, HOLE])), ...values };
      const forms = new Set([0, 1, 2].map((plural) => t(key, open, plural)));
      return new RegExp([...forms].map((form) => form.split(HOLE).map(escaped).join('.+')).join('|'), 'u');
    },
    day: (day) => dayInWords(day, language),
    course: () => courseIn(language),
  };
}

/** The texts of the language that is changed to. */
export function otherTexts({ language }: PageTexts): PageTexts {
  return textsIn(LANGUAGES.find((each) => each !== language) ?? language);
}

/** A sign that no text holds, for a value that isn't given. */
const HOLE = '\uE000';

/** The words, as a pattern that matches nothing else. */
export function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&').replaceAll('\u00A0', String.raw`\s`);
}

/** One of several patterns. */
export function anyOf(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'), 'u');
}

/** The texts of the interface as they are built. */
function areas(language: Language): InterfaceTexts {
  const folder = resolve(import.meta.dirname, '../../../src/renderer/src/i18n/locales', language);
  const [start, screens] = ['start', 'screens'].map((name) => {
    const json = readFileSync(resolve(folder, `${name}.json`), 'utf8');
    return JSON.parse(language === 'km' ? unbrokenKhmer(json) : json) as object;
  });
  return { ...start, ...screens } as InterfaceTexts;
}

async function courseIn(language: Language): Promise<CourseTexts> {
  const source = await compiledSeries();
  const { series, introductions, modules } = language === SOURCE_LANGUAGE ? source : await compiledTranslation();
  const module = (moduleId: string): ModuleContent => {
    const found = modules.get(moduleId);
    if (!found) throw new RangeError(`The series has no module "${moduleId}" in this language.`);
    return found;
  };
  return {
    series,
    introductions,
    module,
    outline: (moduleId) => {
      const found = series.modules.find(({ id }) => id === moduleId);
      if (!found) throw new RangeError(`The series has no module "${moduleId}".`);
      return found;
    },
    questions: (moduleId) => module(moduleId).questions,
  };
}
