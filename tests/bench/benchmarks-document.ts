import { cpus, loadavg, totalmem } from 'node:os';
import { CROWDED, type Figure } from './report';

/** The text of `docs/benchmarks.md`. @param chromium version of the browser that was measured with */
export function benchmarksDocument(figures: readonly Figure[], chromium: string): string {
  const cells = figures.map(({ name, ours, beside, target, verdict }) => [
    name,
    ours,
    beside || '-',
    target || '-',
    verdict || '-',
  ]);
  const table = [
    ['what', 'measured', 'beside it, in the same run', 'target', 'verdict'],
    ['---', '---', '---', '---', '---'],
    ...cells,
  ]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GiB, ${process.platform}, Node ${process.versions.node}, Chromium ${chromium}; load average ${(loadavg()[1] ?? 0).toFixed(1)} over the last five minutes`;
  return `# Benchmarks

\`npm run bench\` measures these, ours and the floor or peer in turn in one run; \`npm run bench -- --write\` writes this file. Never part of \`npm test\`.

Machine of the figures below: ${machine}.

${table}

## How it is measured

Subjects are measured in turn (A B C, A B C, ...). The first three rounds are dropped; a round before which a fixed loop of arithmetic ran more than 20 % off its usual time is discarded and made up for;
where more than a third go, the verdict is "inconclusive", and so is an absolute time over its target while the load average is above ${CROWDED} a core. Ratios are medians of the rounds' ratios. Brackets hold the 95 % bootstrap interval: a target holds when all of it is within, misses when none of it is.
Chromium runs with a profile on the disk. Absolute times belong to this machine; the ratios travel.

- **Home.** A seeded history - quizzes with every answer, sections, corrections, completions, certificates, 10,000 statements and 2,000 notes - is written as a journal; the app restores its database from it once.
  Then the home screen is opened in new windows. Ready is when the ten lines with their states are in the page, by the page's own clock; the states must be those that the domain computes. It is counted twice:
  from asking the browser for a new window, which is what a member waits for, and from the start of the navigation, which leaves the window's process out and so weighs our own scripts more.
  Several learners, the PIN and the earlier states brought 22 KB more of script: over five runs 1.83-1.92 times the bare page from asking for a window, and from the start of the navigation 2.39-2.57, of which the
  limit of 2.5 wasn't shown to hold. Since then the texts of other screens and vue-i18n's compiler are out of the first load (19 KB), which is little of the time; most of it was the first \`Intl.Segmenter\` of a window, made
  for the learner's initials, which names in Latin or Khmer script don't need. The record is asked for before the rest is set up. The main thread works 0.87 (0.79-0.89) of the time that it did, on a busy machine, in turn.
  The bare page is built by Vite from Vue, Vue Router and Pinia and served by the browser host's own server: same headers, same caching.
- **First load.** Every script and style sheet that the browser asks for with an empty cache until it asks for no more, each compressed with gzip -9; 1 KB is 1,000 bytes. A passage of each module's text is looked for in them.
  The floor is the bare page with Dexie.
- **Certificate.** The main process's own typesetting in a process of its own; the first of a process loads the compiler, ten fonts and the template. All documents differ. The floor is one line in one font
  through the same compiler; the peer is the same facts as plain HTML through \`page.pdf()\` of a warm Chromium.
  Beside the version that took 9.7-11.5 ms, the same bytes out, the mix takes 0.59 of the time: metadata out of the styles of everything else, so that the compiler remembers what stands on every certificate, 0.76; the page's words
  as a file in memory rather than as its inputs, 0.73; heights of lines computed rather than measured, a second line tried only where it can win, and functions that are handed no more than they draw, 0.59 (Khmer 0.50-0.58).
  With the credential 0.54: its QR code is one outline and not a thousand drawing steps.
- **Answer.** The quiz store of the open page, in the record of 10,000 statements, from the call to its promise: the database has committed strictly and the browser host has fsync'd the journal, which is checked to hold each answer.
  The floor puts the same statements into a bare IndexedDB, strictly, and appends the same lines to a file with an fsync each.
  Against 11.7 ms before, an append also looks whether the journal was set back meanwhile and whether the file is still the one in place (a restore, a PIN that is set, another process).
- **A slower machine.** Two cores at half the speed (bare page 241-261 ms, bare Typst page 2.1-2.3 ms, warm Chromium 39-43 ms), the present build in three runs and that of the table in two, in turn: home from asking for a window
  1.76, 1.87, 2.00 times the bare page against 1.74, 1.97; from the start of the navigation 2.41, 2.54, 2.70 against 2.34, 2.91, so that there the limit of 2.5 isn't shown to hold; a certificate after the first 11.7-12.4 ms against
  11.5-12.6, over the 10 ms, and 0.29 of the peer as on the other; an answer durable 46, 47, 62 ms (95th percentile) against 51 and 52. The builds can't be told apart by these.
  The first load is the present build's, 4.1 KB more than the one of the other figures.
`;
}
