import type { BrowserContext } from 'playwright';
import type { CompiledSeries } from '../../src/authoring/compiling/compile-series';
import { EMPTY_RECORD } from '../../src/domain/record/learning-record';
import { moduleProgress } from '../../src/domain/record/progress';
import { serveBarePage } from './bare-page';
import { firstLoad, modulesIn } from './first-load';
import { homeReady, type LineState, type Start } from './home-ready';
import { newLearner, restoredLearner } from './learners';
import { exactly, judged, written, type Figure } from './report';
import { allSamples, interleavedRounds } from './rounds';
import { estimate, median, ratioOf } from './statistics';
import type { StudyHistory } from './study-history';

/** Home with a long record beside a new learner's and a bare page; then what the first load of home weighs. */
export async function benchHome(
  context: BrowserContext,
  series: CompiledSeries,
  history: StudyHistory,
): Promise<Figure[]> {
  const full = await restoredLearner(context, history);
  const fresh = await newLearner(context);
  const bare = await serveBarePage('index.html');
  const withStorage = await serveBarePage('with-storage.html');
  try {
    const states = (record: StudyHistory['record']): LineState[] =>
      series.series.modules.map((module) => moduleProgress(module, record).state);
    const starts = { full: [] as Start[], fresh: [] as Start[], bare: [] as Start[] };
    const once = async (
      subject: keyof typeof starts,
      url: string,
      expected: readonly LineState[],
    ): Promise<number[]> => {
      const start = await homeReady(context, url, expected);
      // The round's sample is the place of the start in the list, so that one run gives both measures.
      return [starts[subject].push(start) - 1];
    };
    const rounds = await interleavedRounds({
      full: () => once('full', full.url, states(history.record)),
      fresh: () => once('fresh', fresh.url, states(EMPTY_RECORD)),
      bare: () => once('bare', bare.url, states(EMPTY_RECORD)),
    });
    const record = `${history.record.statementCount.toLocaleString('en')} statements and ${history.notes.length.toLocaleString('en')} notes`;
    const note = `${rounds.kept.length} rounds kept, ${rounds.discarded} discarded`;
    const times = (
      [
        ['fromWindow', 'from asking for a window', 1.6],
        ['fromNavigation', 'from navigation start', 2],
      ] as const
    ).flatMap(([measure, since, most]): Figure[] => {
      const of = (subject: keyof typeof starts): number[] =>
        allSamples(rounds, subject).map((place) => starts[subject][place]?.[measure] ?? Number.NaN);
      const time = (subject: keyof typeof starts): string => written(estimate(of(subject), median), 'ms', 0);
      const againstBare = ratioOf(of('full'), of('bare'));
      const againstFresh = ratioOf(of('full'), of('fresh'));
      return [
        {
          name: `Home ready, ${record}, against a bare page, ${since}`,
          ours: `${time('full')}; ratio ${written(againstBare, 'x', 2)}`,
          beside: `bare Vue + router + Pinia page ${time('bare')}; ${note}`,
          target: `${most} x`,
          verdict: judged(againstBare, most, rounds.quiet),
        },
        {
          name: `The same against a new learner, ${since}`,
          ours: `${time('full')}; ratio ${written(againstFresh, 'x', 2)}`,
          beside: `new learner ${time('fresh')}`,
          target: '1.3 x',
          verdict: judged(againstFresh, 1.3, rounds.quiet),
        },
      ];
    });

    const ours = await firstLoad(context, full.url);
    const floor = await firstLoad(context, withStorage.url);
    const strayed = modulesIn(ours, series);
    console.log(ours.files.map(({ name, bytes }) => `  ${name} ${bytes}`).join('\n'));
    const kilobytes = (bytes: number): string => written(exactly(bytes / 1000), 'KB');
    const weight = judged(exactly(ours.codeBytes), 135_000);
    return [
      ...times,
      {
        name: 'First load of home: JavaScript and CSS, gzip',
        ours: `${kilobytes(ours.codeBytes)} in ${ours.files.length} files; fonts apart ${kilobytes(ours.fontBytes)}`,
        beside: `bare page with Dexie ${kilobytes(floor.codeBytes)}`,
        target: '135 KB',
        verdict: weight,
      },
      {
        name: 'Modules whose text is in the first load',
        ours: strayed.length === 0 ? 'none' : strayed.join(', '),
        beside: `${series.modules.size} looked for`,
        target: 'none',
        verdict: strayed.length === 0 ? 'holds' : 'misses',
      },
    ];
  } finally {
    await Promise.all([full, fresh, bare, withStorage].map((host) => host.remove()));
  }
}
