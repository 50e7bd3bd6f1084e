import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Headline } from '../../../src/domain/group/headlines';
import { keyDigits } from '../../../src/domain/progress-report/key-digits';
import { makeFolder, removeFolder } from '../remove-folder';
import { compiledSeries } from './compiled-series';
import { FULL_STICK, makeStick, type Stick, type StickPerson, type StickRole } from './stick';

/**
 * `npx tsx tests/support/builders/write-stick.ts FOLDER ANSWERS.md` writes the stick of 60 reports and 120 certificates
 * into an empty folder, for a person to open on the coordinator's desk, and what there is to be found on it beside it.
 */

const [folder, answers] = process.argv.slice(2).map((path) => resolve(path));
if (!folder || !answers) throw new Error('Name an empty folder, and a file for the answers outside of it.');
if (!relative(folder, answers).startsWith('..')) throw new Error('The answers must not lie on the stick.');
mkdirSync(folder, { recursive: true });
if (readdirSync(folder).length > 0) throw new Error(`${folder} isn't empty.`);

const computers = await makeFolder('stick');
try {
  const { series } = await compiledSeries();
  const stick = await makeStick(series, computers, FULL_STICK);
  for (const { path, bytes } of stick.files) writeFileSync(join(folder, path), bytes);
  writeFileSync(answers, answerSheet(stick));
  console.log(`${stick.files.length} files: ${folder}; the answers: ${answers}`);
} finally {
  await removeFolder(computers);
}
process.exit();

function answerSheet({ files, people, known }: Stick): string {
  const reported = people.filter(({ report, role }) => report !== null && role !== 'another edition');
  const named = (found: readonly StickPerson[]): string =>
    found.map(({ name, report }) => `- ${name}${report === null ? '' : ` (${report})`}`).join('\n');
  const ofRole = (role: StickRole): string => named(people.filter((person) => person.role === role));
  const paths = (...headlines: readonly Headline[]): string =>
    files
      .filter(({ headline }) => headlines.includes(headline))
      .map(({ path, headline }) => `- ${path} (${headline})`)
      .join('\n');
  const agreed = (version: StickPerson['protocol']): string =>
    named(reported.filter(({ protocol }) => protocol === version));
  const namesakes = reported.filter(({ name }, index) =>
    reported.some((other, at) => at !== index && other.name === name),
  );
  const digits = people
    .filter(({ key }) => known.some((pair) => pair.key === key))
    .map(({ name, key }) => `- ${name}: ${keyDigits(key ?? '')}`)
    .join('\n');
  const list = people.slice(0, 33).map(({ name }, index) => `${name}\t${index % 2 === 0 ? 'f' : 'm'}`);
  const questions: readonly (readonly [string, string])[] = [
    ['Who has finished module 5? Everybody else hasn’t.', named(reported.filter(({ modules }) => modules >= 5))],
    [
      'Who agreed to which version of the protocol?',
      `The present one:\n\n${agreed('present')}\n\nAnother one:\n\n${agreed('earlier')}\n\nNobody else agreed.`,
    ],
    ['Which files were changed after signing?', paths('changed')],
    ['Who is one person on two computers?', `${ofRole('two computers')}\n\nThe file before it is theirs too.`],
    ['Who shares one computer?', ofRole('one computer')],
    [
      'Which names are those of several records, so that somebody has to say whether it is one person?',
      `${named(namesakes)}\n\nPrak Sophea is two people; of the others nobody can know by the stick alone.`,
    ],
    [
      'Who reports under an id that another computer’s report has too, with another name?',
      `${ofRole('copied id')}\n\nThe id is that of ${people[0]?.name ?? ''}: copied, so these are two people.`,
    ],
    ['Which files can’t be read, and what is to be done?', `${paths('unreadable')}\n\nAsk for them again.`],
    [
      'Which file holds private notes?',
      `${paths('learner-file')}\n\nIts owner is to be asked for a progress report instead.`,
    ],
    [
      'What isn’t counted though it is intact: another course or edition, an older one, the same twice?',
      paths('another-course', 'older', 'twice'),
    ],
  ];
  return [
    '# What is on the stick',
    'Not to be shown to whoever is asked.',
    ...questions.flatMap(([question, answer], index) => [`## ${index + 1}. ${question}`, answer]),
    '## To hand over: digits that members read aloud',
    digits,
    '## To hand over: the list of 35 invited people, of whom the last two sent nothing',
    ['```', 'Name\tSex', ...list, 'Pich Rithy\tm', 'Ros Chenda\tf', '```'].join('\n'),
    '',
  ].join('\n\n');
}
