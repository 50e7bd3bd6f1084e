import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { compiledSeries } from '../support/builders/compiled-series';
import { benchAnswers } from './answer-bench';
import { withBrowser } from './bench-browser';
import { benchmarksDocument } from './benchmarks-document';
import { benchCertificates } from './certificate-bench';
import { benchGroup } from './group-bench';
import { benchHome } from './home-bench';
import type { Figure } from './report';
import { benchReview } from './review-bench';
import { benchScreens } from './screens-bench';
import { benchSearch } from './search-bench';
import { studyHistory } from './study-history';

/**
 * Measures what the app promises about speed and size, beside floors and peers in the same run. `--write` puts the
 * table into docs/benchmarks.md; `--only=home` (`answers`, `certificates`, `group`, `search`, `review`, `screens`)
 * measures one part, `--statements=100000` with another record. The exit code tells only whether everything could be
 * measured: verdicts are for people.
 */
const option = (name: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
const only = option('only');
const statements = Number(option('statements') ?? 10_000);
const series = await compiledSeries();
const history = studyHistory(series, statements, statements / 5);
const figures: Figure[] = [];
let failures = 0;

const chromium = await withBrowser(async (context) => {
  const parts: Readonly<Record<string, () => Promise<Figure[]>>> = {
    home: () => benchHome(context, series, history),
    certificates: () => benchCertificates(context, series.series),
    group: () => benchGroup(series.series),
    answers: () => benchAnswers(context, series, history),
    search: () => benchSearch(context, series),
    review: () => benchReview(context, series),
    screens: () => benchScreens(context, series, history),
  };
  for (const [name, measure] of Object.entries(parts)) {
    if (only !== undefined && only !== name) continue;
    try {
      for (const figure of await measure()) {
        figures.push(figure);
        const beside = figure.beside === '' ? '' : `\n  beside it: ${figure.beside}`;
        const target = figure.target === '' ? '' : `\n  target ${figure.target}: ${figure.verdict}`;
        console.log(`${figure.name}\n  ${figure.ours}${beside}${target}`);
      }
    } catch (error) {
      failures += 1;
      console.error(`Could not be measured: ${name}.`, error);
    }
  }
  return context.browser()?.version() ?? (await versionOf(context));
});

/** A persistent context has no browser object; the page knows. */
async function versionOf(context: Parameters<Parameters<typeof withBrowser>[0]>[0]): Promise<string> {
  const page = await context.newPage();
  const agent = await page.evaluate(() => navigator.userAgent);
  return /Chrom\w+\/(\d+)/u.exec(agent)?.[1] ?? 'unknown';
}

if (figures.length === 0 && failures === 0) {
  failures += 1;
  console.error(`There is no part "${only ?? ''}".`);
}
if (process.argv.includes('--write')) {
  if (failures > 0 || only !== undefined || option('statements') !== undefined)
    console.error('docs/benchmarks.md was not written: not everything was measured.');
  else
    writeFileSync(
      resolve(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md'),
      await benchmarksDocument(figures, chromium),
    );
}
process.exitCode = failures > 0 ? 1 : 0;
