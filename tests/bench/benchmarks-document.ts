import { cpus, loadavg, totalmem } from 'node:os';
import { format } from 'prettier';
import { CROWDED, type Figure } from './report';

/**
 * The text of `docs/benchmarks.md`, as Prettier wraps it.
 *
 * @param chromium version of the browser that was measured with
 */
export async function benchmarksDocument(figures: readonly Figure[], chromium: string): Promise<string> {
  const list = figures
    .map(({ name, ours, beside, target, verdict }) =>
      [`- **${name}**: ${ours}`, beside && `Beside it: ${beside}`, target && `Target: ${target}, ${verdict}`]
        .filter((part) => part !== '')
        .map((part) => `${part}.`)
        .join(' '),
    )
    .join('\n');
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GiB, ${process.platform}, Node ${process.versions.node}, Chromium ${chromium}; load average ${(loadavg()[1] ?? 0).toFixed(1)} over the last five minutes`;
  const text = `# Benchmarks

\`npm run bench\` measures these, ours and the floor or peer in turn in one run; \`npm run bench -- --write\` writes this file. Never part of \`npm test\`.

Machine of the figures below: ${machine}.

${list}

## How it is measured

Subjects are measured in turn (A B C, A B C, ...). The first three rounds are dropped; a round before which a fixed loop of arithmetic ran more than 20 % off its usual time is discarded and made up for;
where more than a third go, the verdict is "inconclusive", and so is an absolute time over its target while the load average is above ${CROWDED} a core. Ratios are medians of the rounds' ratios. Brackets hold the 95 % bootstrap interval: a target holds when all of it is within, misses when none of it is.
Chromium runs with a profile on the disk. Absolute times belong to this machine; the ratios travel.

- **Home.** A seeded history - quizzes with every answer, sections, corrections, completions, certificates, 10,000 statements and 2,000 notes - is written as a journal; the app restores its database from it once.
  Then the home screen is opened in new windows. Ready is when the ten lines with their states are in the page, by the page's own clock; the states must be those that the domain computes. It is counted twice:
  from asking the browser for a new window, which is what a member waits for, and from the start of the navigation, which leaves the window's process out and so weighs our own scripts more.
  With a record of 100,000 statements (\`--only=home --statements=100000\`) home is ready after 0.96 (0.95-1.04) times a new learner's from asking for a window, and 1.05 (0.98-1.07) times from the start of
  the navigation; 1.3 is the most. The counts stored with each addition are read in place of the rows, and the comparison with the journal waits for the first screen.
  The bare page is built by Vite from Vue, Vue Router and Pinia and served by the browser host's own server: same headers, same caching.
  It stays as Vite builds it: only our own start lets the browser use again what it compiled (decision 043), which took a quarter off it.
- **First load.** Every script and style sheet that the browser asks for with an empty cache until it asks for no more, each compressed with gzip -9; 1 KB is 1,000 bytes. A passage of each module's text is looked for in them.
  The floor is the bare page with Dexie.
- **Certificate.** The main process's own typesetting in a process of its own; the first of a process loads the compiler, ten fonts and the template. All documents differ. The floor is one line in one font
  through the same compiler; the peer is the same facts as plain HTML through \`page.pdf()\` of a warm Chromium.
  Metadata is out of the styles of everything else, so that the compiler remembers what stands on every certificate; the page's words are a file in memory and not its inputs; heights of lines are computed and not
  measured, a second line is tried only where it can win, functions are handed no more than they draw, and the QR code is one outline and not a thousand drawing steps.
  A page in Khmer takes twice as long as one in English, since its text is copied and searched as it was typed (decision 031), and half of the documents of this mix are in Khmer. The app issues English pages until a reader has signed the Khmer words off.
- **Answer.** The quiz store of the open page, in the record of 10,000 statements, from the call to its promise: the database has committed strictly and the browser host has fsync'd the journal, which is checked to hold each answer.
  The floor puts the same statements into a bare IndexedDB, strictly, and appends the same lines to a file with an fsync each.
  An append also looks whether the journal was set back meanwhile and whether the file is still the one in place (a restore, a PIN that is set, another process).
- **Group.** The files of a stick that the app itself filled, by the page's own reading of files, four at a time, with readers of PDFs that are used again, and the host's own services in the same process; then every headline and the table's people.
- **Learning record store.** 20,000 statements of 2,000 people against Learning Locker's own statements service with Redis
  (\`CJS_STATEMENTS=20000\`, \`tests/main/learning-locker.test.ts\`), over a way that takes 40 KB at most, asks to wait and
  loses answers; the host is killed after a hundred batches and started again, and one name in twenty is corrected
  before everything is sent once more: 119 s, and 83 s the second time (2 December 2026, load average about 15 on 2 cores).
  Every statement is in the store once, none is missing; one bad statement in 500 is found, and the other 499 are taken.
- **Codes on paper.** Sixty pictures of twelve codes (\`tests/unit/main/credential/paper-code-pictures.test.ts\`, seed 34), of each way seven or
  eight, each but the fax as strong as chance has it: turned, skewed, dim, blurred, JPEG at 40 %, folded, copied at 150 dpi, sent by a coarse fax. 60 of 60 are read, none as another; 95 % is the least.
- **Search.** The app's own search in the open page, over the course and 10,000 notes, beside MiniSearch over the same texts in Node: beginnings of words, several words, errors in spelling, articles, Khmer, and words that are nowhere.
- **Review.** The store of the open page reads a day's queue out of 5,000 cards; the floor reads the same keys of the same database by IndexedDB alone.
- **Screens.** In a record of 10,000 statements and 2,000 notes: from the change of the address until the screen's own content is in the page and laid out, in several orders, seven windows; then the heap after garbage collection, each time
  with the same screen open. What grows until then is mostly compiled code: after 1,000 ways it is what it is after 500.
`;
  return format(text, { parser: 'markdown', printWidth: 120, proseWrap: 'always' });
}
