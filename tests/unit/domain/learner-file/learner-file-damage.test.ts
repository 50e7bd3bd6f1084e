import { describe, expect, it } from 'vitest';
import { LearnerFileError, type LearnerFileProblem } from '../../../../src/domain/learner-file/learner-file';
import { seededRandom } from '../../../../src/domain/quiz/seeded-random';
import { learnerFile, readInPieces, resealed, unsealed } from '../../../support/learner-files/learner-files';
import { markedContents } from '../../../support/learner-files/learner-file-samples';
import { identifier } from '../../../support/builders/statement-builders';

const contents = markedContents();
const valid = learnerFile(contents);
const lines = unsealed(valid);
const bytes = new TextEncoder().encode(valid);

function problemOf(file: string | Uint8Array): LearnerFileProblem | 'read' {
  try {
    readInPieces(file, 1_000);
    return 'read';
  } catch (error) {
    if (error instanceof LearnerFileError) return error.problem;
    throw error;
  }
}

/**
 * The file with a field of a line set, or taken out (undefined), and a right checksum. The path starts within the line.
 */
function withField(line: number, path: readonly string[], value: unknown): string {
  return resealed(
    lines.map((text, index) => {
      if (index !== line) return text;
      const root = JSON.parse(text) as Record<string, unknown>;
      let node = root;
      for (const key of path.slice(0, -1)) node = node[key] as Record<string, unknown>;
      node[path.at(-1) ?? ''] = value;
      return JSON.stringify(root);
    }),
  );
}

function lineOf(part: string): number {
  const index = lines.findIndex((line) => line.includes(part));
  if (index < 0) throw new Error(`No line holds ${part}.`);
  return index;
}

const verb = (name: string): number => lineOf(`"verb":"${name}"`);
const profile = lineOf('"kind":"learner"');
const position = lineOf('"kind":"position"');
const firstNote = lineOf('"kind":"note"');
const highlight = lineOf('"anchor":');
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

const broken: readonly (readonly [name: string, file: string | Uint8Array, problem: LearnerFileProblem])[] = [
  ['nothing', '', 'empty'],
  ['a line feed', '\n', 'foreign'],
  ['a text', 'Dear colleague', 'foreign'],
  ['a PDF', '%PDF-1.7\n%âãÏÓ\n', 'foreign'],
  ['an endless first line', 'x'.repeat(600_000), 'foreign'],
  ['a ZIP archive', Uint8Array.of(0x50, 0x4b, 3, 4, 0xff, 0xfe, 10), 'not-text'],
  ['JSON of another kind', '{"a":1}\n', 'foreign'],
  ['a JSON array', '[]\n', 'foreign'],
  ['null', 'null\n', 'foreign'],
  [
    'a journal',
    '{"sequence":1,"change":{"id":"change-1","kind":"note","body":"{}"},"checksum":"0123456789abcdef"}\n',
    'foreign',
  ],
  ['another format', withField(0, ['format'], 'other-app'), 'foreign'],
  ['a first line of brackets', `${deep(50_000)}\n`, 'foreign'],
  ['a byte order mark', `\uFEFF${valid}`, 'not-text'],
  ['UTF-16', new Uint8Array(Buffer.from(`\uFEFF${valid}`, 'utf16le')), 'not-text'],
  [
    'bytes that are no UTF-8',
    Uint8Array.from(bytes, (byte, index) => (index === valid.indexOf('Sok Dara') ? 0xff : byte)),
    'not-text',
  ],
  ['a newer version', withField(0, ['version'], 2), 'newer-version'],
  ['version 0', withField(0, ['version'], 0), 'wrong-shape'],
  ['a version in words', withField(0, ['version'], 'one'), 'wrong-shape'],
  ['no learner in the header', withField(0, ['learnerId'], undefined), 'wrong-shape'],
  ['a path for a learner', withField(0, ['learnerId'], '../../etc'), 'wrong-shape'],
  ['no counts', withField(0, ['counts'], undefined), 'wrong-shape'],
  ['negative counts', withField(0, ['counts', 'note'], -1), 'wrong-shape'],
  ['no date', withField(0, ['createdAt'], 'yesterday'), 'wrong-shape'],
  ['no last line', lines.map((line) => `${line}\n`).join(''), 'truncated'],
  ['a last line cut short', valid.slice(0, -2), 'truncated'],
  ['a last line without its end', valid.slice(0, -1), 'truncated'],
  ['the first line alone', `${lines[0] ?? ''}\n`, 'truncated'],
  ['the first line without its end', lines[0] ?? '', 'truncated'],
  ['half of the file', bytes.slice(0, Math.floor(bytes.length / 2)), 'truncated'],
  ['something after the end', `${valid}{"kind":"note"}\n`, 'after-end'],
  ['a space after the end', `${valid} `, 'after-end'],
  ['the file twice', valid + valid, 'after-end'],
  ['another score', valid.replace('"score":0.9', '"score":1'), 'wrong-checksum'],
  ['another name', valid.replace('Sok Dara', 'Sok Dora'), 'wrong-checksum'],
  ['Windows line ends', valid.replaceAll('\n', '\r\n'), 'wrong-checksum'],
  [
    'two lines exchanged',
    [lines[0], lines[2], lines[1], ...lines.slice(3), ...valid.split('\n').slice(-2)].join('\n'),
    'wrong-checksum',
  ],
  ['another checksum', valid.replace(/"sha256":"[0-9a-f]{64}"/u, `"sha256":"${'0'.repeat(64)}"`), 'wrong-checksum'],
  ['a checksum that is none', valid.replace(/"sha256":"[0-9a-f]{64}"/u, '"sha256":"none"'), 'wrong-shape'],
  ['a note less', resealed(lines.slice(0, -1)), 'wrong-count'],
  [
    'a note less and the last line as before',
    resealed(lines.slice(0, -1), { changes: lines.length - 1 }),
    'wrong-count',
  ],
  ['more changes in its seal than in its lines', resealed(lines, { changes: lines.length }), 'wrong-count'],
  ['no profile', resealed(withoutLine(profile)), 'wrong-count'],
  [
    'no profile, and none announced',
    resealed(withoutLine(profile).map((line) => line.replace('"counts":{"learner":1', '"counts":{"learner":0'))),
    'no-profile',
  ],
  ['two profiles', resealed([...lines, lines[profile] ?? '']), 'duplicate'],
  ['two positions', resealed([...lines, lines[position] ?? '']), 'duplicate'],
  ['a statement twice', resealed([...lines, lines[verb('passed')] ?? '']), 'duplicate'],
  [
    'a note with a statement’s id',
    withField(firstNote, ['body', 'id'], (JSON.parse(lines[verb('passed')] ?? '') as { body: { id: string } }).body.id),
    'duplicate',
  ],
  ['the profile of another', withField(profile, ['body', 'id'], identifier(99)), 'other-learner'],
  ['a void of nothing', withField(verb('voided'), ['body', 'statementId'], identifier(999)), 'loose-end'],
  ['an answer of no attempt', withField(verb('answered'), ['body', 'attemptId'], identifier(999)), 'loose-end'],
  ['a result of no attempt', withField(verb('passed'), ['body', 'attemptId'], identifier(999)), 'loose-end'],
  ['holes that aren’t there', resealed(lines, { loose: 1 }), 'loose-end'],
  ['a line that is no JSON', resealed([...lines, '{"kind":"note",']), 'not-json'],
  ['an empty line', resealed([...lines, '']), 'not-json'],
  ['a deep line', resealed([...lines, `{"kind":"note","body":${deep(50_000)}}`]), 'too-deep'],
  ['a deep object', resealed([...lines, `{"kind":"note","body":${'{"a":'.repeat(40)}1${'}'.repeat(40)}}`]), 'too-deep'],
  ['a long line', resealed([...lines, `{"kind":"note","body":{"text":"${'x'.repeat(600_000)}"}}`]), 'line-too-long'],
  ['10 MB without a line end', `${lines[0] ?? ''}\n${'x'.repeat(10_000_000)}`, 'line-too-long'],
  ['an unknown kind', withField(firstNote, ['kind'], 'command'), 'wrong-shape'],
  ['the kind `constructor`', withField(firstNote, ['kind'], 'constructor'), 'wrong-shape'],
  ['no body', withField(firstNote, ['body'], undefined), 'wrong-shape'],
  ['a body of text', withField(firstNote, ['body'], '{}'), 'wrong-shape'],
  ['a body of null', withField(firstNote, ['body'], null), 'wrong-shape'],
  ['a note whose text is a number', withField(firstNote, ['body', 'text'], 1), 'wrong-shape'],
  ['a note that is too long', withField(firstNote, ['body', 'text'], 'x'.repeat(60_001)), 'wrong-shape'],
  ['a note deleted by a word', withField(firstNote, ['body', 'deleted'], 'no'), 'wrong-shape'],
  ['a note of no note', withField(firstNote, ['body', 'noteId'], undefined), 'wrong-shape'],
  ['a note whose block is an object', withField(firstNote, ['body', 'blockId'], {}), 'wrong-shape'],
  [
    'a note that says nothing of what it goes on from',
    withField(highlight, ['body', 'basedOn'], undefined),
    'wrong-shape',
  ],
  ['a note that goes on from a text', withField(highlight, ['body', 'basedOn'], 'the first'), 'wrong-shape'],
  [
    'a note that goes on from something without an id',
    withField(highlight, ['body', 'basedOn'], ['the first']),
    'wrong-shape',
  ],
  [
    'a note that goes on from too many',
    withField(highlight, ['body', 'basedOn'], Array(3).fill(identifier(2))),
    'wrong-shape',
  ],
  ['an anchor of text', withField(highlight, ['body', 'anchor'], 'measure'), 'wrong-shape'],
  ['an anchor of null', withField(highlight, ['body', 'anchor'], null), 'wrong-shape'],
  ['an anchor without an offset', withField(highlight, ['body', 'anchor', 'start'], undefined), 'wrong-shape'],
  ['an anchor before the beginning', withField(highlight, ['body', 'anchor', 'start'], -1), 'wrong-shape'],
  ['an anchor between two units', withField(highlight, ['body', 'anchor', 'start'], 0.5), 'wrong-shape'],
  ['an anchor that is too long', withField(highlight, ['body', 'anchor', 'prefix'], 'x'.repeat(257)), 'wrong-shape'],
  ['a colour that is a number', withField(highlight, ['body', 'colour'], 1), 'wrong-shape'],
  ['a colour of no name', withField(highlight, ['body', 'colour'], ''), 'wrong-shape'],
  ['a theme that isn’t one', withField(profile, ['body', 'preferences', 'theme'], 'red'), 'wrong-shape'],
  ['a text size of 1e308', withField(profile, ['body', 'preferences', 'textSize'], 1e308), 'wrong-shape'],
  ['a name of 1,000 characters', withField(profile, ['body', 'latinName'], 'x'.repeat(1_000)), 'wrong-shape'],
  ['a language that isn’t there', withField(profile, ['body', 'language'], 'xx'), 'wrong-shape'],
  ['a score above 1', withField(verb('passed'), ['body', 'score'], 1.1), 'wrong-shape'],
  ['an infinite score', resealed(lines.map((line) => line.replace('"score":0.2', '"score":1e999'))), 'wrong-shape'],
  ['a score of null', withField(verb('passed'), ['body', 'score'], null), 'wrong-shape'],
  ['points in words', withField(verb('passed'), ['body', 'points'], { q: 'all' }), 'wrong-shape'],
  ['negative seconds', withField(verb('experienced'), ['body', 'seconds'], -1), 'wrong-shape'],
  ['1e308 seconds', withField(verb('experienced'), ['body', 'seconds'], 1e308), 'wrong-shape'],
  [
    'a time that isn’t in the calendar',
    withField(verb('experienced'), ['body', 'timestamp'], '2026-13-40T00:00:00Z'),
    'wrong-shape',
  ],
  ['a day of text', withField(verb('experienced'), ['body', 'day'], 'Friday'), 'wrong-shape'],
  ['an id that is a list', withField(verb('experienced'), ['body', 'id'], [identifier(1)]), 'wrong-shape'],
  ['a verb that is a number', withField(verb('experienced'), ['body', 'verb'], 1), 'wrong-shape'],
  ['an answer of no kind', withField(verb('answered'), ['body', 'answer'], {}), 'wrong-shape'],
  [
    'an answer within an answer',
    withField(verb('answered'), ['body', 'answer'], { kind: 'case', parts: { a: { kind: 'case', parts: {} } } }),
    'wrong-shape',
  ],
  ['a seed beyond 32 bits', withField(verb('initialized'), ['body', 'seed'], 2 ** 32), 'wrong-shape'],
  [
    'questions that aren’t a list',
    withField(verb('initialized'), ['body', 'questionIds'], { length: 1 }),
    'wrong-shape',
  ],
  ['reflections where there is one', withField(verb('initialized'), ['body', 'reflectionId'], ['a/q3']), 'wrong-shape'],
  ['a note that answers a text', withField(firstNote, ['body', 'reflection'], 'a/q3'), 'wrong-shape'],
  [
    'a note that answers a reflection of no quiz',
    withField(firstNote, ['body', 'reflection'], { questionId: 'a/q3' }),
    'wrong-shape',
  ],
  ['a completion of a planet', withField(verb('completed'), ['body', 'kind'], 'planet'), 'wrong-shape'],
  ['a certificate of text', withField(verb('earned'), ['body', 'certificate'], 'mine'), 'wrong-shape'],
  [
    'a certificate with a wrong id',
    withField(verb('earned'), ['body', 'certificate', 'certificateId'], '1'),
    'wrong-shape',
  ],
  [
    'a certificate that takes the place of text',
    withField(verb('earned'), ['body', 'certificate', 'supersedes'], 'revision 1'),
    'wrong-shape',
  ],
  [
    'a certificate revised for no reason',
    withField(verb('earned'), ['body', 'certificate', 'supersedes'], {
      revision: 1,
      issuedAt: '2026-11-25T01:00:00.000Z',
    }),
    'wrong-shape',
  ],
  [
    'a certificate issued on no day',
    withField(verb('earned'), ['body', 'certificate', 'issuedOn'], 'today'),
    'wrong-shape',
  ],
  ['a certificate that nobody signed', withField(verb('earned'), ['body', 'credential'], undefined), 'wrong-shape'],
  ['an agreement without a name', withField(verb('agreed'), ['body', 'agreement', 'name'], null), 'wrong-shape'],
  ['a position without a time', withField(position, ['body', 'at'], ''), 'wrong-shape'],
];

function withoutLine(line: number): string[] {
  return lines.filter((_, index) => index !== line);
}

describe('a broken learner file', () => {
  it('is broken by these tests and not before', () => {
    expect(problemOf(valid)).toBe('read');
    expect(problemOf(resealed(lines))).toBe('read');
  });

  it.each(broken)('with %s is refused for what it is', (_name, file, problem) => {
    expect(problemOf(file)).toBe(problem);
  });

  it('tells the line that is wrong', () => {
    expect(() => readInPieces(withField(verb('passed'), ['body', 'score'], 2))).toThrow(
      expect.objectContaining({ line: verb('passed') + 1 }) as LearnerFileError,
    );
  });

  it('is refused wherever it was cut off', () => {
    // A line of every kind. The whole file would be read for each of its bytes, half a minute on a busy machine.
    const { statements, notes } = contents;
    const short = learnerFile({ ...contents, statements: statements.slice(0, 4), notes: notes.slice(0, 2) });
    expect(problemOf(short)).toBe('read');
    const all = new TextEncoder().encode(short);
    for (let length = 0; length < all.length; length += 1)
      expect(['empty', 'truncated', 'foreign']).toContain(problemOf(all.slice(0, length)));
  });

  it('is refused whichever bit was turned', () => {
    const random = seededRandom(20_261_125);
    for (let run = 0; run < 400; run += 1) {
      const at = Math.floor(random() * bytes.length);
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      const problem = problemOf(flipped);
      expect(problem === 'read' ? `bit flip at byte ${at} was read` : 'refused').toBe('refused');
    }
  });
});
