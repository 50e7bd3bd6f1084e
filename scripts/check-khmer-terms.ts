import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblems, sortProblems } from '../src/authoring/reading/problem';
import { readTranslated } from './khmer-desk/desk-texts';
import { khmerProblems, parseTermList } from './khmer-terms';

// Entry of `npm run check:khmer`: one term, one word, and what else a program can see in Khmer, over the interface's
// texts and the course's.
const list = parseTermList(readFileSync(join(import.meta.dirname, 'khmer-terms.yaml'), 'utf8'));
const { pairs, problems: unreadable } = await readTranslated();
const problems = sortProblems([...unreadable, ...pairs.flatMap((pair) => khmerProblems(pair, list))]);
if (problems.length === 0) console.log(`${pairs.length} Khmer texts are in order.`);
else {
  console.error(formatProblems(problems));
  console.error(`\n${problems.length} problem(s) in the Khmer texts.`);
  process.exitCode = 1;
}
