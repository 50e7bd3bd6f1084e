import { inject, type InjectionKey } from 'vue';
import type { HostMessage } from '../../contract/host-messages';
import type { StoredEntries } from '../../domain/search/search-index';
import type { ArticleIndex } from '../../domain/series/article-index';
import type { QuestionIndex } from '../../domain/review/question-index';
import { uuidVersion7 } from '../../domain/record/identifier';
import type { ModuleContent, ModuleIntroduction, Term } from '../../domain/series/module';
import type { Series } from '../../domain/series/series';
import type { SourceList } from '../../domain/series/source-list';
import type { SeriesTranslation } from '../../domain/series/translation';
import type { Language } from '../../domain/text/language';
import type { HostClient } from './host/host-client';

/**
 * What the page shows after it was loaded again: a learner's record (locked, if it has a PIN), the learners, or that a
 * record has ended.
 */
export type NextStart =
  | { readonly phase: 'record'; readonly learnerId: string }
  /** Another window or browser took the record: it isn't taken back unasked. */
  | { readonly phase: 'elsewhere'; readonly learnerId: string }
  /** With `isRemovalDone`, a record was removed, and that is told. */
  | { readonly phase: 'choosing'; readonly isRemovalDone?: boolean }
  | { readonly phase: 'adding' | 'ended' };

/** Loads the page again. */
export interface PageRestart {
  /** What the page before asked this one to show, the first time; null afterwards, and where it asked for nothing. */
  readonly asked: () => NextStart | null;
  /** Loads the page again at the same address; what runs meanwhile must change nothing. */
  readonly restart: (next: NextStart) => void;
}

/** Calls a listener at each message of the host, for as long as the page is there. */
export type ListenToHost = (listener: (message: HostMessage) => void) => void;

/** What stores get from outside: the host, the course, time and randomness. Tests pass their own. */
export interface AppContext {
  readonly host: HostClient;
  /** Names this page among all that may have opened a record, in this browser or another one. */
  readonly pageId: string;
  /** Listens to the desktop host; absent in the browser, whose host sends no messages. */
  readonly listenToHost?: ListenToHost;
  readonly series: Series;
  /** The series with its titles in the language of the page, as far as they are translated; reactive. */
  readonly shownSeries: Series;
  /** What of the course is translated into a language; undefined for the source language. Reactive. */
  readonly translationIn: (language: Language) => SeriesTranslation | undefined;
  /** The series with its titles in a language. */
  readonly seriesIn: (language: Language) => Series;
  /** What a module says of itself, in the language of the page; loaded before any screen but home is shown. */
  readonly introductionOf: (moduleId: string, language?: Language) => ModuleIntroduction;
  /**
   * Loads a module's study text (a chunk of its own) in a language; what isn't translated is in the source language.
   * Rejects with `ContentError` when it can't be read.
   */
  readonly loadModule: (moduleId: string, language: Language) => Promise<ModuleContent>;
  /** Loads all terms of the glossary in a language. This one and those below reject with `ContentError` too. */
  readonly loadGlossary: (language: Language) => Promise<readonly Term[]>;
  /** Loads the index of every cited article and paragraph. */
  readonly loadArticleIndex: () => Promise<ArticleIndex>;
  /** Loads every source with the modules that rest on it. */
  readonly loadSources: () => Promise<SourceList>;
  /** Loads the index of every graded question: what is in the bank now. */
  readonly loadQuestionIndex: () => Promise<QuestionIndex>;
  /** Loads what a search finds of the course, with its index: one part for each language. */
  readonly loadCourseSearch: () => Promise<readonly StoredEntries[]>;
  /** Loads the licences of all included packages, as text. */
  readonly loadLicences: () => Promise<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calendar day of an instant where the learner is, `YYYY-MM-DD`. */
  readonly dayOf: (milliseconds: number) => string;
  /** Sixteen random bytes. */
  readonly random: () => Uint8Array;
  /** Rounds of derivation of a key that is made; absent in the app, which takes `DERIVATION_ROUNDS`. Tests take few. */
  readonly keyRounds?: number;
  /** Loads the page again, so that nothing stays in its memory; absent in tests without a page of their own. */
  readonly page?: PageRestart;
}

/** Key under which `main.ts` provides the context. */
export const appContextKey: InjectionKey<AppContext> = Symbol('app context');

/** The context, in a store's or component's setup. @throws Error outside the app */
export function useAppContext(): AppContext {
  const context = inject(appContextKey);
  if (!context) throw new Error('The app context was not provided.');
  return context;
}

/** A new UUIDv7. */
export function newId(context: Pick<AppContext, 'now' | 'random'>): string {
  return uuidVersion7(context.now(), context.random());
}

/** An ISO instant in UTC of now. */
export function nowIso(context: Pick<AppContext, 'now'>): string {
  return new Date(context.now()).toISOString();
}

/** The calendar day of now, `YYYY-MM-DD`. */
export function today(context: Pick<AppContext, 'now' | 'dayOf'>): string {
  return context.dayOf(context.now());
}

/** What gives the calendar day of an ISO instant, `YYYY-MM-DD`. */
export function dayOfInstant({ dayOf }: Pick<AppContext, 'dayOf'>): (instant: string) => string {
  return (instant) => dayOf(Date.parse(instant));
}

/**
 * The calendar day of an instant in the computer's own time zone, `YYYY-MM-DD`. A record from a file can hold the last
 * instant of the year 9999, which may be a day later in this zone: it still counts as that year's last day.
 */
export function localDay(milliseconds: number): string {
  const date = new Date(milliseconds);
  if (date.getFullYear() > 9_999) return '9999-12-31';
  if (date.getFullYear() < 0) return '0000-01-01';
  const pad = (value: number, length = 2): string => String(value).padStart(length, '0');
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
