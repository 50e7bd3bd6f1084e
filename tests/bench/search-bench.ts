import MiniSearch from 'minisearch';
import type { BrowserContext, Page } from 'playwright';
import { cutKhmer } from '../../src/domain/text/khmer-words';
import type { CompiledSeries } from '../../src/authoring/compiling/compile-series';
import { courseEntries } from '../../src/domain/search/course-entries';
import type { SearchEntry } from '../../src/domain/search/search-entry';
import { searchTerms } from '../../src/domain/search/search-words';
import { restoredLearner } from './learners';
import { exactly, judgedTime, written, type Figure } from './report';
import { allSamples, interleavedRounds } from './rounds';
import { estimate, median, quantile } from './statistics';
import { studyHistory } from './study-history';

const NOTES = 10_000;

/** As somebody types: words of the course and the notes, beginnings, errors in spelling, articles, Khmer. */
const QUERIES = [
  ...['diversion', 'children', 'safeguard', 'participation'].flatMap((word) =>
    Array.from({ length: word.length - 1 }, (_, at) => word.slice(0, at + 2)),
  ),
  ...['court', 'police interview', 'detention review', 'child protection', 'last resort', 'beijing rules'],
  ...['mediator guardian report', 'best interests of the child', 'general comment 24', 'human rights council'],
  ...['particpation', 'divertion', 'safegards', 'gaurdian', 'juvenil justise'],
  ...['40(3)(b)', 'CRC 37(b)', 'article 40', 'para 18'],
  ...['មាត្រា', 'សូមពិនិត្យ', 'ពិនិត្យមើល', 'កុមារ', 'ម្តង'],
  ...['xylophone', 'qqqq', 'nothing of the kind'],
];

/** The app's own search over the course and 10,000 notes, beside the library whose radix tree it stands on. */
export async function benchSearch(context: BrowserContext, series: CompiledSeries): Promise<Figure[]> {
  const history = studyHistory(series, 100, NOTES);
  const host = await restoredLearner(context, history);
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    await page.locator('li.line').nth(9).waitFor();
    await page.getByRole('button', { name: 'Search' }).click();
    const since = performance.now();
    await page.waitForFunction(() => {
      const root = document.querySelector('#app') as unknown as {
        __vue_app__: { config: { globalProperties: { $pinia: { _s: Map<string, { readonly state: string }> } } } };
      };
      return root.__vue_app__.config.globalProperties.$pinia._s.get('search')?.state === 'ready';
    });
    const prepared = performance.now() - since;
    const peer = miniSearch([
      ...courseEntries(series),
      ...history.notes.map(({ noteId, text }): SearchEntry => ({
        id: `note:${noteId}`,
        kind: 'note',
        title: '',
        text,
      })),
    ]);
    const rounds = await interleavedRounds({
      ours: () => timesInPage(page),
      peer: async () => QUERIES.map((query) => timed(() => peer(query))),
    });
    const slow = (values: readonly number[]): number => quantile(values, 0.95);
    const of = (subject: 'ours' | 'peer'): number[] => allSamples(rounds, subject);
    const slowest = estimate(of('ours'), slow);
    return [
      {
        name: `A search over the course and ${NOTES.toLocaleString('en')} notes, ${QUERIES.length} queries, 95th percentile`,
        ours: `${written(slowest, 'ms')}; median ${written(estimate(of('ours'), median), 'ms', 2)}`,
        beside: `MiniSearch over the same, in Node: ${written(estimate(of('peer'), slow), 'ms')}; median ${written(estimate(of('peer'), median), 'ms', 2)}`,
        target: '5 ms',
        verdict: judgedTime(slowest, 5, rounds.quiet),
      },
      {
        name: `The same, until all ${NOTES.toLocaleString('en')} notes are in the index (once a session, in the page's pauses)`,
        ours: written(exactly(prepared), 'ms', 0),
        beside: '',
        target: '',
        verdict: '',
      },
    ];
  } finally {
    await host.remove();
  }
}

interface SearchStore {
  find(query: string): { readonly hits: readonly unknown[] };
}

/** Milliseconds of each query, in the page. */
function timesInPage(page: Page): Promise<number[]> {
  return page.evaluate((queries) => {
    const root = document.querySelector('#app') as unknown as {
      __vue_app__: { config: { globalProperties: { $pinia: { _s: Map<string, SearchStore> } } } };
    };
    const search = root.__vue_app__.config.globalProperties.$pinia._s.get('search');
    if (!search) throw new Error('There is no search.');
    return queries.map((query) => {
      const since = performance.now();
      search.find(query);
      return performance.now() - since;
    });
  }, QUERIES);
}

function timed(work: () => unknown): number {
  const since = performance.now();
  work();
  return performance.now() - since;
}

/** The whole of MiniSearch with the same words, beginnings and errors. */
function miniSearch(entries: readonly SearchEntry[]): (query: string) => unknown {
  const index = new MiniSearch<SearchEntry>({
    fields: ['title', 'text'],
    tokenize: (text) => searchTerms(text, cutKhmer),
    processTerm: (term) => term,
    searchOptions: { boost: { title: 4 }, prefix: (term) => term.length > 1, combineWith: 'AND' },
  });
  index.addAll(entries);
  return (query) => {
    const found = index.search(query);
    return found.length > 0 ? found : index.search(query, { fuzzy: 0.2 });
  };
}
