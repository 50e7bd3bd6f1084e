import { computed, type ComputedRef, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { useI18n } from '../../i18n/vue-texts';
import { useAppContext } from '../../app-context';
import { excerptOf, type ExcerptPart, type SoughtWords } from '../../../../domain/search/excerpt';
import type { SearchEntry } from '../../../../domain/search/search-entry';
import { useSearch } from '../../stores/record/search';
import { useLearnerDirectory } from '../../stores/session/learner-directory';
import { useLearnerSwitch } from '../../stores/session/learner-switch';
import { useHeldRecord } from '../../stores/session/held-record';
import { useSession } from '../../stores/session/session';
import { commandEntry, CONCERN_COMMAND, searchCommands, seeksHelp } from './search-commands';
import { useSearchTarget } from './use-search-target';

/** Results that are drawn: more are counted, and found with another word. */
const SHOWN = 40;

/** Near words that are offered where nothing was found. */
const NEAR = 6;

/** A result as it is drawn. */
export interface SearchRow {
  readonly entry: SearchEntry;
  readonly title: readonly ExcerptPart[];
  readonly place: string;
  readonly excerpt: readonly ExcerptPart[];
}

/** What the box shows for a query. */
export interface ShownAnswer {
  readonly rows: readonly SearchRow[];
  /** What was found, in words. */
  readonly said: string;
  /** Words to try instead; only where nothing was found. */
  readonly near: readonly string[];
}

/** The answer to the query as it is typed. */
export interface SearchAnswerState {
  readonly answer: ComputedRef<ShownAnswer>;
  readonly state: ComputedRef<'none' | 'loading' | 'course' | 'ready' | 'failed'>;
  /** Prepares what a result leads to; the returned function goes there. */
  readonly run: (row: SearchRow) => Promise<() => Promise<unknown>>;
}

/** Searches while somebody types. Without a query the app's own places are listed. */
export function useSearchAnswer(query: Readonly<Ref<string>>): SearchAnswerState {
  const { t } = useI18n();
  const { shownSeries: series } = useAppContext();
  const router = useRouter();
  const search = useSearch();
  const sessionStore = useSession();
  const heldRecord = useHeldRecord();
  const learnerSwitch = useLearnerSwitch();
  const directory = useLearnerDirectory();
  const targetOf = useSearchTarget();

  const commands = searchCommands({
    router,
    protocolModuleId: series.modules.find(({ protocol }) => protocol)?.id,
    isProtected: sessionStore.isProtected,
    hasOtherLearners: directory.known.length > 1,
    lock: () => heldRecord.lock(),
    switchLearner: () => learnerSwitch.switchLearner(),
    addLearner: () => learnerSwitch.addLearner(),
    setTheme: (theme) => sessionStore.update({ preferences: { theme } }),
  });
  const commandEntries = commands.map((command) =>
    commandEntry(command, t(`search.commands.${command.name}.title`), t(`search.commands.${command.name}.words`)),
  );
  void search.prepare(commandEntries);

  const sections = new Map(
    series.modules.flatMap((module) => module.sections.map((section) => [section.id, { module, section }] as const)),
  );

  function placeOf({ kind, moduleId, sectionId, text, title }: SearchEntry): string {
    const place = sections.get(sectionId ?? '');
    if (kind === 'article') return text;
    if (place) {
      const module = t('module.number', { number: place.module.number });
      return title === place.section.title ? module : `${module} · ${place.section.title}`;
    }
    const module = series.modules.find(({ id }) => id === moduleId);
    return module ? t('module.number', { number: module.number }) : '';
  }

  function rowOf(entry: SearchEntry, sought: SoughtWords): SearchRow {
    const hasExcerpt = entry.kind !== 'command' && entry.kind !== 'article';
    return {
      entry,
      title: excerptOf(entry.title, sought),
      place: placeOf(entry),
      excerpt: hasExcerpt ? excerptOf(entry.text, sought) : [],
    };
  }

  const answer = computed((): ShownAnswer => {
    // The index isn't reactive; this says that it changed.
    void search.changes;
    const asked = query.value.trim();
    const answered = search.find(asked);
    const sought = search.sought(asked, answered);
    if (asked === '') return { rows: commandEntries.map((entry) => rowOf(entry, sought)), said: '', near: [] };
    const { hits, how, counts, articles } = answered;
    const concern = seeksHelp(asked) ? commandEntries.filter(({ ref }) => ref === CONCERN_COMMAND) : [];
    const others = [...articles, ...hits.map(({ entry }) => entry)];
    const found = [...concern, ...others.filter(({ id }) => concern.every((entry) => entry.id !== id))];
    const counted = articles.length + Object.values(counts).reduce((sum, count) => sum + count, 0);
    const total = counted + found.length - others.length;
    const rows = found.slice(0, SHOWN).map((entry) => rowOf(entry, sought));
    const some = total > rows.length ? t('search.best', { shown: rows.length, total }) : t('search.found', total);
    return {
      rows,
      said: total === 0 ? saidOfNothing() : how === 'all' ? some : `${t(`search.how.${how}`)} ${some}`,
      near: total === 0 ? search.nearWords(asked, NEAR) : [],
    };
  });

  function saidOfNothing(): string {
    return search.state === 'loading' ? t('search.loading') : t('search.none');
  }

  async function run({ entry }: SearchRow): Promise<() => Promise<unknown>> {
    if (entry.kind === 'command') {
      const command = commands.find(({ name }) => name === entry.ref);
      return async () => command?.run();
    }
    const asked = query.value.trim();
    const target = await targetOf(entry, search.sought(asked, search.find(asked)));
    return async () => {
      if (target === null) return;
      // An open screen goes to what its address names only where that changes, and may have been scrolled since.
      const { path, fullPath } = router.currentRoute.value;
      if (router.resolve(target).fullPath === fullPath) await router.replace({ path });
      await router.push(target);
    };
  }

  return { answer, state: computed(() => search.state), run };
}
