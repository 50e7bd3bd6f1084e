import { hasKhmer } from '../text/khmer';
import { searchable } from '../text/searchable';
import type { EntryKind, SearchEntry } from './search-entry';
import { foldLatin, searchTerms, searchWords, type CutKhmer, type SearchWord, type WordMemory } from './search-words';
import { TermIndex, type Expansion, type StoredTerms } from './term-index';

/** An entry that was found. */
export interface SearchHit {
  readonly entry: SearchEntry;
  /** Higher is better; comparable within one answer only. */
  readonly score: number;
}

/** The answer to a query. */
export interface SearchAnswer {
  /**
   * `all`: entries with every word of the query. `apart`: they have the words of its Khmer, or the parts of its one
   * word, but none as it was typed. `near`: there are none, and these have every word or one spelt nearly the same.
   * `some`: these have only some of the words.
   */
  readonly how: 'all' | 'apart' | 'near' | 'some';
  /** The best ones, best first. */
  readonly hits: readonly SearchHit[];
  /** How many there are, by kind, shown or not. */
  readonly counts: Readonly<Partial<Record<EntryKind, number>>>;
  /** The terms that were looked for, as `searchTerms` gives them: they mark the words in a text. */
  readonly terms: ReadonlySet<string>;
}

/** The course's entries with their index, as they are stored. */
export interface StoredEntries {
  readonly entries: readonly SearchEntry[];
  readonly terms: StoredTerms;
}

/** What a search may find, and how much of it is wanted. */
export interface SearchOptions {
  /** False for what may not be found (yet). */
  readonly isVisible?: (entry: SearchEntry) => boolean;
  /** Most hits of an answer. */
  readonly limit?: number;
}

/**
 * How much a kind weighs beside the others. Short entries score high by themselves, so a term or a command needs no
 * help; what answers a question of study comes before what a quiz says about it.
 */
const WEIGHTS: Readonly<Record<EntryKind, number>> = {
  module: 1.2,
  lesson: 1.1,
  figure: 0.9,
  'job-aid': 1,
  term: 1.2,
  article: 1,
  source: 0.8,
  rationale: 0.6,
  note: 1,
  command: 0.8,
};

/** Letters from which the beginning of a word or a title finds it: one letter would find nearly everything. */
const PREFIX_LENGTH = 2;

/** What a title that answers to the query counts above every other entry: more than all of its words can. */
const TITLE_STEP = 1_000_000;

/** What a text counts with the words of a Khmer query that don't stand together: `ការ` begins every second noun. */
const APART = 0.5;

/**
 * Errors in spelling that a word may have, by its length: one from four letters, two from eight. In shorter ones each
 * error makes another word.
 */
const errorsIn = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

const NOTHING: SearchAnswer = { how: 'all', hits: [], counts: {}, terms: new Set() };

/** An index over entries. In memory only: it holds the words of notes, which may be sealed on the disk. */
export class SearchIndex {
  private readonly memory: WordMemory = new Map();
  private readonly entries: (SearchEntry | undefined)[] = [];
  /** What the documents are called that have a name, folded: the title, and the parts of one that has two names. */
  private readonly names = new Map<number, readonly string[]>();
  private readonly documents = new Map<string, number>();
  /** Folded text of the documents with Khmer: a word may be cut differently in another context. */
  private readonly khmer = new Map<number, string>();

  private constructor(
    private readonly terms: TermIndex,
    private readonly cutKhmer: CutKhmer,
  ) {}

  /** An index without entries. */
  static empty(cutKhmer: CutKhmer): SearchIndex {
    return new SearchIndex(new TermIndex(), cutKhmer);
  }

  /** An index of what was stored, one part of it for each language. */
  static read(parts: readonly StoredEntries[], cutKhmer: CutKhmer): SearchIndex {
    const read = new SearchIndex(new TermIndex(), cutKhmer);
    for (const { entries, terms } of parts) {
      const first = read.terms.append(terms);
      for (const [document, entry] of entries.entries()) read.know(entry, first + document);
    }
    return read;
  }

  /** The entries and their index, to be stored. */
  stored(): StoredEntries {
    return { entries: this.entries.filter((entry) => entry !== undefined), terms: this.terms.stored() };
  }

  /** Adds an entry, in place of the one with its id. */
  put(entry: SearchEntry): void {
    this.remove(entry.id);
    const termsOf = (text: string): string[] => searchTerms(text, this.cutKhmer, this.memory);
    this.know(entry, this.terms.add(termsOf(entry.title), termsOf(entry.text)));
  }

  /** Removes an entry; nothing where there is none of this id. */
  remove(id: string): void {
    const document = this.documents.get(id);
    if (document === undefined) return;
    this.terms.remove(document);
    this.entries[document] = undefined;
    this.documents.delete(id);
    this.names.delete(document);
    this.khmer.delete(document);
  }

  private know(entry: SearchEntry, document: number): void {
    this.entries[document] = entry;
    const names = namesOf(entry);
    if (names.length > 0) this.names.set(document, names);
    this.documents.set(entry.id, document);
    const text = `${entry.title}\n${entry.text}`;
    if (hasKhmer(text)) this.khmer.set(document, searchable(text));
  }

  /**
   * The entries that have the words of a query: every word, by its stem, as the beginning of a word, or inside Khmer
   * text; only where there are none, words that are spelt nearly the same; else entries with some of the words. What is
   * called as the query says comes first, then what is called by a name that begins so.
   */
  search(query: string, options: SearchOptions = {}): SearchAnswer {
    const words = queryWords(query, this.cutKhmer);
    if (words.length === 0) return NOTHING;
    const all = this.run(words, 'all', query, options);
    if (all.hits.length > 0) return all;
    const near = this.run(words, 'near', query, options);
    return near.hits.length > 0 || words.length === 1 ? near : this.run(words, 'some', query, options);
  }

  /** At most so many words of the entries that are spelt somewhat like one of the query. */
  nearWords(query: string, count: number, isVisible: (entry: SearchEntry) => boolean = () => true): string[] {
    const found = new Map<string, string>();
    for (const { written, kind } of queryWords(query, this.cutKhmer)) {
      if (kind !== 'latin' || written.length < 3) continue;
      const near = this.terms.near(written, Math.min(4, Math.round(written.length * 0.4))).sort((a, b) => a[1] - b[1]);
      for (const [term] of near) {
        if (found.size >= count) break;
        const shown = found.has(term) ? undefined : this.asWritten(term, isVisible);
        if (shown !== undefined) found.set(term, shown);
      }
    }
    return [...found.values()];
  }

  /** A term as an entry has it, in lower case; undefined for a stem that nobody writes, and where nobody may see it. */
  private asWritten(term: string, isVisible: (entry: SearchEntry) => boolean): string | undefined {
    for (const { document } of this.terms.find([[[term, 1]]], 'some').slice(0, 10)) {
      const entry = this.entries[document];
      if (!entry || !isVisible(entry)) continue;
      const text = `${entry.title}\n${entry.text}`;
      const word = searchWords(text, this.cutKhmer).find(({ written }) => written === term);
      if (word) return text.slice(word.start, word.end).toLowerCase();
    }
    return undefined;
  }

  private run(
    words: readonly SearchWord[],
    how: Exclude<SearchAnswer['how'], 'apart'>,
    query: string,
    { isVisible = () => true, limit = 60 }: SearchOptions,
  ): SearchAnswer {
    const expanded = words.map((word) => this.expand(word, how !== 'all'));
    const found = this.terms.find(expanded, how === 'some' ? 'some' : 'every');
    const asked = searchable(query).trim().replace(/\s+/gu, ' ');
    const top = new Top(limit);
    const counts: Partial<Record<EntryKind, number>> = {};
    const isKhmer = words.every(({ kind }) => kind === 'khmer');
    const inside = new Set(isKhmer ? this.insideKhmer(words) : []);
    let isApart = isKhmer && how === 'all';
    const take = (document: number, score: number): void => {
      const entry = this.entries[document];
      if (!entry || !isVisible(entry)) return;
      if (inside.has(document)) isApart = false;
      counts[entry.kind] = (counts[entry.kind] ?? 0) + 1;
      top.offer(entry, score * WEIGHTS[entry.kind] + TITLE_STEP * this.titleRank(document, asked));
    };
    for (const { document, score } of found) take(document, isKhmer && !inside.has(document) ? score * APART : score);
    const known = new Set(found.map(({ document }) => document));
    for (const document of [...inside, ...this.calledSo(asked)]) {
      if (!known.has(document)) take(document, 0.1);
      known.add(document);
    }
    const terms = new Set(expanded.flatMap((word) => word.map(([term]) => term)));
    return { how: isApart ? 'apart' : how, hits: top.inOrder(), counts, terms };
  }

  /** The terms under which a word is found. */
  private expand({ kind, written, others }: SearchWord, isNear: boolean): Expansion[] {
    if (kind === 'number') return [[written, 1]];
    const found = new Map<string, number>();
    const add = (term: string, weight: number): void => {
      if (weight > (found.get(term) ?? 0)) found.set(term, weight);
    };
    if (isNear && kind === 'latin')
      for (const word of [written, ...others])
        for (const [term, errors] of this.terms.near(word, errorsIn(word))) add(term, 0.6 / (1 + errors));
    if (written.length >= PREFIX_LENGTH)
      for (const term of this.terms.beginningWith(written)) add(term, (0.7 * written.length) / term.length);
    for (const other of others) add(other, 0.9);
    add(written, 1);
    return [...found];
  }

  /** 2 for what is called exactly so, 1 for what is called by a name that begins so, else 0. */
  private titleRank(document: number, asked: string): number {
    const names = this.names.get(document);
    if (!names?.some((name) => name.startsWith(asked))) return 0;
    return names.includes(asked) ? 2 : 1;
  }

  /** The documents with a name that begins so, whatever its words: the last may be half of one. */
  private calledSo(asked: string): number[] {
    if (asked.length < PREFIX_LENGTH) return [];
    return [...this.names.keys()].filter((document) => this.titleRank(document, asked) > 0);
  }

  /** Khmer is written without spaces: what is inside a longer word is found too. */
  private insideKhmer(words: readonly SearchWord[]): number[] {
    const runs = joinedRuns(words);
    return [...this.khmer].flatMap(([document, text]) => (runs.every((run) => text.includes(run)) ? [document] : []));
  }
}

/** The words of a query; where it has only common ones, the last is taken as the beginning of another. */
export function queryWords(query: string, cutKhmer: CutKhmer): readonly SearchWord[] {
  const words = searchWords(query, cutKhmer);
  const [last] = /[\p{L}\p{M}]+$/u.exec(query) ?? [];
  if (words.length > 0 || last === undefined) return words;
  return [{ start: 0, end: 0, kind: 'latin', written: foldLatin(last), others: [] }];
}

/** The Khmer of a query as it was typed: neighbouring words belong together. */
export function joinedRuns(words: readonly SearchWord[]): string[] {
  const runs: { text: string; end: number }[] = [];
  for (const { kind, start, end, written } of words) {
    if (kind !== 'khmer') continue;
    const last = runs.at(-1);
    if (last?.end === start) {
      last.text += written;
      last.end = end;
    } else runs.push({ text: written, end });
  }
  return runs.map(({ text }) => text);
}

/** A term has a Khmer name beside the English one, a module a short title or a number before the long one. */
const BETWEEN_NAMES = / · |: |៖ /u;

/** What an entry is called, folded; a question's stem is a sentence and no name. */
function namesOf({ kind, title }: SearchEntry): readonly string[] {
  const folded = searchable(title);
  if (kind === 'rationale' || folded === '') return [];
  const parts = folded.split(BETWEEN_NAMES);
  return parts.length === 1 ? parts : [folded, ...parts];
}

/** The best of many entries, without sorting all of them. */
class Top {
  private readonly best: SearchHit[] = [];

  constructor(private readonly limit: number) {}

  offer(entry: SearchEntry, score: number): void {
    if (this.best.length >= this.limit && score <= (this.best.at(-1)?.score ?? 0)) return;
    let [from, to] = [0, this.best.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.best[middle]?.score ?? 0) >= score) from = middle + 1;
      else to = middle;
    }
    this.best.splice(from, 0, { entry, score });
    if (this.best.length > this.limit) this.best.pop();
  }

  inOrder(): readonly SearchHit[] {
    return this.best;
  }
}
