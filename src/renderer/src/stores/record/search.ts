import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import { useAppContext } from '../../app-context';
import { aboutText } from '../../../../domain/notes/moment';
import type { NoteRevision } from '../../../../domain/notes/note';
import { isProtocolAgreed, moduleAccess } from '../../../../domain/record/sequence';
import { articleEntries } from '../../../../domain/search/article-entries';
import type { SoughtWords } from '../../../../domain/search/excerpt';
import { subjectOf, type EntryKind, type SearchEntry } from '../../../../domain/search/search-entry';
import { SearchIndex, type SearchAnswer, type SearchHit } from '../../../../domain/search/search-index';
import type { ArticleIndex } from '../../../../domain/series/article-index';
import { SOURCE_LANGUAGE, type Language } from '../../../../domain/text/language';
import { createPageYield } from '../session/when-idle';
import { useSession } from '../session/session';
import { useCourseLanguage } from './course-language';
import { cutKhmer } from './khmer-words';
import { useNotes } from './notes';
import { useRecord } from './record';

/** Most places of instruments in an answer: a bare number is an article of nearly every treaty. */
const MAXIMUM_ARTICLES = 5;

/** What opens with its module. */
const STUDIED: ReadonlySet<EntryKind> = new Set(['lesson', 'figure', 'job-aid', 'source']);

/**
 * One index over the course, the learner's notes and the app's own places. It is made at the first search of a session
 * and is in memory only; when the record is locked or closed nothing of it is left.
 */
export const useSearch = defineStore('search', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const recordStore = useRecord();
  const notes = useNotes();
  const courseLanguage = useCourseLanguage();
  /** `course`: the course can be searched, notes are still being added. */
  const state = ref<'none' | 'loading' | 'course' | 'ready' | 'failed'>('none');
  /** Raised when an answer may have changed. */
  const changes = ref(0);
  // Not a part of the store's state: whoever reads the state must not find the words of a record.
  let index: SearchIndex | null = null;
  let articles: ArticleIndex = [];
  /** The app's own places in the index. */
  let places: readonly SearchEntry[] = [];
  /** Notes in the index, each with the id of its revision. */
  let known = new Map<string, string>();
  /** The preparation that is under way or done; a new object for each session. */
  let preparation: { readonly done: Promise<void> } | null = null;

  function drop(): void {
    index = null;
    known = new Map();
    preparation = null;
    state.value = 'none';
    changes.value += 1;
  }

  watch(() => sessionStore.current, drop, { flush: 'sync' });
  watch(
    () => notes.all,
    () => {
      if (preparation && index) void preparation.done.then(() => addNotes());
    },
  );

  /**
   * Loads the course's index and adds the notes, in the page's pauses. Resolves when everything can be searched, or
   * something failed, which `state` says.
   *
   * @param possible the app's own places and commands: they change with the language and with what is possible
   */
  function prepare(possible: readonly SearchEntry[]): Promise<void> {
    for (const { id } of places) index?.remove(id);
    places = possible;
    for (const place of places) index?.put(place);
    changes.value += 1;
    if (preparation && state.value !== 'failed') return preparation.done;
    const mine = { done: Promise.resolve() };
    preparation = mine;
    mine.done = make(() => preparation !== mine);
    return mine.done;
  }

  async function make(isStale: () => boolean): Promise<void> {
    state.value = 'loading';
    try {
      const [loaded, instruments] = await Promise.all([context.loadCourseSearch(), context.loadArticleIndex()]);
      if (isStale()) return;
      articles = instruments;
      index = SearchIndex.read(loaded, cutKhmer);
      known = new Map();
      for (const place of places) index.put(place);
      state.value = 'course';
      changes.value += 1;
      await notes.loadAll();
      if (isStale()) return;
      await addNotes();
    } catch {
      if (!isStale()) state.value = 'failed';
      return;
    }
    if (!isStale()) state.value = 'ready';
  }

  /** Brings the index up to the notes as they are; where they change meanwhile, the next call does. */
  async function addNotes(): Promise<void> {
    const into = index;
    if (!into) return;
    const { all } = notes;
    const pageYield = createPageYield();
    const present = new Set<string>();
    for (const note of all) {
      present.add(note.noteId);
      if (known.get(note.noteId) === note.id) continue;
      into.put(noteEntry(note));
      known.set(note.noteId, note.id);
      await pageYield();
      if (index !== into || notes.all !== all) return;
    }
    for (const noteId of known.keys()) {
      if (present.has(noteId)) continue;
      into.remove(`note:${noteId}`);
      known.delete(noteId);
    }
    changes.value += 1;
  }

  /** The query as it marks what it found. */
  function sought(query: string, { terms }: Pick<SearchAnswer, 'terms'>): SoughtWords {
    return { query, terms, cutKhmer };
  }

  /** What a query finds, the places of instruments that it names first. */
  function find(query: string): SearchAnswer & { readonly articles: readonly SearchEntry[] } {
    const isVisible = visibility();
    const answer = index?.search(query, { isVisible });
    return {
      ...(answer ?? { how: 'all', counts: {}, terms: new Set<string>() }),
      hits: onceEach(answer?.hits ?? [], courseLanguage.language),
      articles: index ? articleEntries(articles, query, MAXIMUM_ARTICLES) : [],
    };
  }

  /** Words of the course and the notes that are spelt somewhat like those of a query. */
  function nearWords(query: string, count: number): readonly string[] {
    return index?.nearWords(query, count, visibility()) ?? [];
  }

  /**
   * What may be found now: nothing of a module that the learner can't open, but its name; what a quiz explains only
   * after it was passed.
   */
  function visibility(): (entry: SearchEntry) => boolean {
    const { record } = recordStore;
    const closed = new Set(
      context.series.modules
        .filter((module) => !isProtocolAgreed(module, record) || !moduleAccess(context.series, record, module.id).open)
        .map(({ id }) => id),
    );
    return ({ kind, moduleId = '' }) => {
      if (kind === 'rationale') return !closed.has(moduleId) && Boolean(record.scores[moduleId]?.firstPassedAt);
      return !STUDIED.has(kind) || !closed.has(moduleId);
    };
  }

  /**
   * The newest ended quiz of the learner with a question in it, which shows its rationale; null where there is none.
   *
   * @throws StorageError
   */
  async function attemptWith(moduleId: string, questionId: string): Promise<string | null> {
    const attempts = await sessionStore.whileCurrent((session) => session.statements.attemptsOf(moduleId));
    return (
      attempts?.findLast(({ outcome, questionIds }) => outcome !== null && questionIds.includes(questionId))?.id ?? null
    );
  }

  return { state, changes, prepare, find, sought, nearWords, attemptWith };
});

/** Each subject once, where it was found in two languages: in the one that the course is read in. */
function onceEach(hits: readonly SearchHit[], language: Language): readonly SearchHit[] {
  const bySubject = new Map<string, SearchHit>();
  for (const hit of hits) {
    const subject = subjectOf(hit.entry);
    if (!bySubject.has(subject) || (hit.entry.language ?? SOURCE_LANGUAGE) === language) bySubject.set(subject, hit);
  }
  return [...bySubject.values()];
}

/** A note as it is searched: its tags are what it is called, then its words, then the words that it is about. */
function noteEntry(note: NoteRevision): SearchEntry {
  const { noteId, text, tags = [], moduleId, sectionId, blockId } = note;
  return {
    id: `note:${noteId}`,
    kind: 'note',
    title: tags.join(', '),
    text: [text, aboutText(note)].filter((part) => part !== '').join('\n'),
    moduleId,
    sectionId,
    ...(blockId === null ? {} : { blockId }),
    ref: noteId,
  };
}
