import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { benchAnswers } from './answer-bench';
import { benchCertificates } from './certificate-bench';
import { benchHome } from './home-bench';
import { median, quantile, ratioOf, verdict, type Ratio } from './statistics';

/** Measures what the app promises about speed and size, beside floors and peers in the same run. `--write` puts the table into docs/benchmarks.md. */

const rows: string[][] = [];
const figure = (value: number, digits = 1): string => value.toFixed(digits);
const interval = ({ median: middle, low, high }: Ratio): string => `${figure(middle, 2)} (${figure(low, 2)}-${figure(high, 2)})`;

function row(name: string, ours: string, beside: string, target: string, outcome: string): void {
  rows.push([name, ours, beside, target, outcome]);
  console.log(`${name}: ${ours}; ${beside}; target ${target}: ${outcome}`);
}

const home = await benchHome();
for (const [measure, since] of [['fromWindow', 'from asking for a window'], ['fromNavigation', 'from navigation start']] as const) {
  const [full, fresh, bare] = [home.full, home.fresh, home.bare].map((starts) => starts.map((start) => start[measure])) as [number[], number[], number[]];
  const againstBare = ratioOf(full, bare);
  const againstFresh = ratioOf(full, fresh);
  row(`Home ready, 10,000 statements and 2,000 notes, ${since}`, `${figure(median(full))} ms`, `bare Vue + router + Pinia page ${figure(median(bare))} ms, ratio ${interval(againstBare)}`, '2.5 x', verdict(againstBare, 2.5));
  row(`The same beside a new learner's, ${since}`, `${figure(median(full))} ms`, `new learner ${figure(median(fresh))} ms, ratio ${interval(againstFresh)}`, '1.3 x', verdict(againstFresh, 1.3));
}
row('First load of home, JavaScript and CSS, gzip', `${figure(home.firstLoadBytes / 1024)} KB`, `the bare page's JavaScript ${figure(home.bareBytes / 1024)} KB; fonts ${figure(home.fontBytes / 1024)} KB apart; module chunks loaded: ${home.moduleChunks.length}`, '170 KB, no module chunk', home.firstLoadBytes <= 170 * 1024 && home.moduleChunks.length === 0 ? 'holds' : 'misses');

const certificates = await benchCertificates();
row('First certificate, fonts included', `${figure(certificates.first)} ms`, 'one run', '500 ms', certificates.first <= 500 ? 'holds' : 'misses');
const later = { low: quantile(certificates.later, 0.25), high: quantile(certificates.later, 0.75) };
row('A certificate after the first, median of 50', `${figure(median(certificates.later), 2)} ms (quartiles ${figure(later.low, 2)}-${figure(later.high, 2)})`, `a plain HTML page through warm Chromium ${figure(median(certificates.chromium))} ms`, '10 ms', median(certificates.later) <= 10 ? 'holds' : 'misses');

const answers = await benchAnswers();
const slowest = quantile(answers.ours, 0.95);
row('An answer durable (database and journal), 300 times', `median ${figure(median(answers.ours))} ms, 95th percentile ${figure(slowest)} ms`, `raw strict put and fsync'd append: median ${figure(median(answers.floor))} ms, 95th percentile ${figure(quantile(answers.floor, 0.95))} ms`, '95th percentile 50 ms', slowest <= 50 ? 'holds' : 'misses');

if (process.argv.includes('--write')) {
  const table = [['what', 'measured', 'beside it', 'target', 'verdict'], ['---', '---', '---', '---', '---'], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}, ${process.platform}`;
  writeFileSync(
    resolve(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md'),
    `# Benchmarks

\`npm run bench\` measures these in one run, ours and the floor or peer in turn; \`npm run bench -- --write\` writes this file. Never part of \`npm test\`.

Machine of the figures below: ${machine}.

${table}

How it is measured: the record is written into the journal of a real browser host and restored by the app itself, then the home screen is loaded 18 times in a real Chromium, in turn with a new learner's and a
bare page that Vite built with the same packages; the first three rounds are dropped, a ratio is the median of the rounds' ratios with a 95 % bootstrap interval, and a target holds when the whole interval is
within it. "Ready" is the moment at which the ten lines with their states are in the page, told by the page itself. It is counted twice: from asking the browser for a new window, which is what a member waits for, and
from navigation start, which leaves the window's process out and so weighs our own scripts more. Sizes are the bytes that the browser really asked for, compressed with gzip -9.
The certificate is typeset by the main process's own code; the answer is timed on the screen, from the click to "Saved".
`,
  );
}
