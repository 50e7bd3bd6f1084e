import { learnerFile, resealed, unsealed } from './learner-files';
import type { LearnerFileContents } from '../../../src/domain/learner-file/learner-file';

/**
 * A hostile file with a right checksum; `read` where it may come in because nothing of the attack is left in what is
 * read.
 */
export interface HostileFile {
  readonly attack: string;
  readonly file: string;
  readonly outcome: 'refused' | 'read';
}

type Json = Record<string, unknown>;

/** Ways to reach into prototypes, as JSON text to be put into an object. */
const POLLUTIONS = [
  '"__proto__":{"polluted":true}',
  '"\\u005f\\u005fproto\\u005f\\u005f":{"polluted":true}',
  '"constructor":{"prototype":{"polluted":true}}',
  '"prototype":{"polluted":true}',
  '"__proto__":null',
  '"__proto__":[]',
  '"__proto__":{"toString":1,"hasOwnProperty":1}',
  '"constructor":"polluted"',
];

/** Files that attack by their JSON, all of them made of the record given. */
export function hostileLearnerFiles(contents: LearnerFileContents): readonly HostileFile[] {
  const lines = unsealed(learnerFile(contents));
  const [header = ''] = lines;
  const at = (part: string): number => {
    const index = lines.findIndex((line) => line.includes(part));
    if (index < 0) throw new Error(`No line holds ${part}.`);
    return index;
  };
  const inLine = (index: number, change: (line: string) => string): string =>
    resealed(lines.map((line, each) => (each === index ? change(line) : line)));
  const inBody = (index: number, change: (body: Json) => void): string =>
    inLine(index, (line) => {
      const entry = JSON.parse(line) as { body: Json };
      change(entry.body);
      return JSON.stringify(entry);
    });
  const added = (...more: readonly string[]): string => resealed([...lines, ...more]);
  const announced = (counts: Json, more: readonly string[] = []): string =>
    resealed([
      JSON.stringify({
        ...(JSON.parse(header) as Json),
        counts: { ...(JSON.parse(header) as { counts: Json }).counts, ...counts },
      }),
      ...lines.slice(1),
      ...more,
    ]);
  const note = at('"kind":"note"');
  const highlight = at('"anchor":');
  const anchored = (change: Json): string =>
    inBody(highlight, (body) => Object.assign(body, { anchor: { ...(body['anchor'] as Json), ...change } }));
  const answered = at('"verb":"answered"');
  const scored = at('"verb":"passed"');
  const profile = at('"kind":"learner"');
  const refused = (attack: string, file: string): HostileFile => ({ attack, file, outcome: 'refused' });
  const read = (attack: string, file: string): HostileFile => ({ attack, file, outcome: 'read' });
  const nested = (open: string, close: string, levels: number): string => open.repeat(levels) + close.repeat(levels);

  return [
    // Prototypes, at each level: beside the body, in it, and in the objects inside.
    ...POLLUTIONS.flatMap((pollution) => [
      read(
        `${pollution} beside a body`,
        resealed(lines.map((line, index) => (index === 0 ? line : line.replace('{"kind"', `{${pollution},"kind"`)))),
      ),
      read(
        `${pollution} in every body`,
        resealed(lines.map((line) => line.replace('"body":{', `"body":{${pollution},`))),
      ),
      read(
        `${pollution} in preferences, answers, points and anchors`,
        resealed(
          lines.map((line) =>
            line.replace(
              /"(preferences|answer|points|matches|parts|agreement|certificate|anchor)":\{(?!\})/gu,
              `"$1":{${pollution},`,
            ),
          ),
        ),
      ),
      read(
        `${pollution} in the header`,
        resealed(lines.map((line, index) => (index === 0 ? line.replace('{', `{${pollution},`) : line))),
      ),
    ]),
    refused('the kind __proto__', added('{"kind":"__proto__","body":{}}')),
    refused('the kind hasOwnProperty', added('{"kind":"hasOwnProperty","body":{}}')),
    refused('a body that is the prototype', added('{"kind":"note","__proto__":{"body":{}}}')),
    read(
      'ids that are names of Object.prototype',
      inBody(answered, (body) => Object.assign(body, { questionId: '__proto__' })),
    ),
    read(
      'points for the question constructor',
      inLine(scored, (line) => line.replace('"points":{', '"points":{"constructor":1,"toString":0.5,')),
    ),
    read(
      'a section called __proto__',
      inBody(at('"verb":"experienced"'), (body) => Object.assign(body, { sectionId: '__proto__' })),
    ),
    read(
      'a score of the module valueOf',
      inBody(scored, (body) => Object.assign(body, { moduleId: 'valueOf' })),
    ),
    // Depth.
    refused('50,000 arrays in a note', added(`{"kind":"note","body":${nested('[', ']', 50_000)}}`)),
    refused(
      '50,000 objects in a note',
      added(`{"kind":"note","body":${nested('{"a":', '}', 50_000).replace('}', '1}')}}`),
    ),
    refused(
      '50,000 arrays in the header',
      resealed([header.replace('{', `{"deep":${nested('[', ']', 50_000)},`), ...lines.slice(1)]),
    ),
    refused(
      '50,000 arrays in the last line',
      `${learnerFile(contents).trimEnd().slice(0, -1)},"deep":${nested('[', ']', 50_000)}}\n`,
    ),
    refused('17 levels', added(`{"kind":"note","body":${nested('[', ']', 17)}}`)),
    refused(
      'depth behind brackets inside strings',
      added(`{"kind":"note","body":["]]]]]]]]]]]]]]]]",${nested('[', ']', 40)}]}`),
    ),
    refused('depth behind an escaped quotation mark', added(`{"kind":"note","body":["\\"",${nested('[', ']', 40)}]}`)),
    // Ids.
    refused('a statement twice', added(lines[scored] ?? '')),
    refused(
      'a note with the id of a statement',
      inBody(note, (body) =>
        Object.assign(body, { id: (JSON.parse(lines[scored] ?? '') as { body: Json }).body['id'] }),
      ),
    ),
    refused(
      'a void of a statement that is not there',
      inBody(at('"verb":"voided"'), (body) =>
        Object.assign(body, { statementId: '018f3c1e-7b2a-7c3d-8e4f-00000000dead' }),
      ),
    ),
    refused(
      'a result of an attempt that is not there',
      inBody(scored, (body) => Object.assign(body, { attemptId: '018f3c1e-7b2a-7c3d-8e4f-00000000dead' })),
    ),
    refused(
      'an id that is a path',
      inBody(note, (body) => Object.assign(body, { id: '../../../etc/passwd' })),
    ),
    refused(
      'an id with a line feed',
      inBody(note, (body) => Object.assign(body, { id: '018f3c1e-7b2a-7c3d-8e4f-0123456789ab\n' })),
    ),
    refused(
      'an id in capitals',
      inBody(note, (body) => Object.assign(body, { id: String(body['id']).toUpperCase() })),
    ),
    refused(
      'the learner of another file',
      inBody(profile, (body) => Object.assign(body, { id: '018f3c1e-7b2a-7c3d-8e4f-0123456789ab' })),
    ),
    refused('two learners', added(lines[profile] ?? '')),
    // Types.
    ...[null, true, 0, 'text', [], [[]]].map((body) =>
      refused(
        `a note that is ${JSON.stringify(body)}`,
        inLine(note, () => JSON.stringify({ kind: 'note', body })),
      ),
    ),
    ...[null, 7, ['x'], { length: 1 }].map((text) =>
      refused(
        `a note's text that is ${JSON.stringify(text)}`,
        inBody(note, (body) => Object.assign(body, { text })),
      ),
    ),
    refused(
      'an object that calls itself a list',
      inBody(at('"verb":"initialized"'), (body) => Object.assign(body, { questionIds: { length: 2, 0: 'a', 1: 'b' } })),
    ),
    refused(
      'a toString in place of a name',
      inBody(profile, (body) => Object.assign(body, { latinName: { toString: 'x' } })),
    ),
    refused('a line that is a list', added('[1,2,3]')),
    refused('a line that is null', added('null')),
    // Marks.
    ...[null, 7, 'x', [], {}, [{ prefix: '', suffix: '', start: 0 }]].map((anchor) =>
      refused(
        `an anchor that is ${JSON.stringify(anchor)}`,
        inBody(highlight, (body) => Object.assign(body, { anchor })),
      ),
    ),
    ...[null, 7, {}, ['green'], '', '__proto__', 'Green', 'x'.repeat(41), '"><svg onload=1>', 'red;}'].map((colour) =>
      refused(
        `a colour that is ${JSON.stringify(colour)}`,
        inBody(highlight, (body) => Object.assign(body, { colour })),
      ),
    ),
    ...['constructor', 'terracotta'].map((colour) =>
      read(
        `the colour ${colour}`,
        inBody(highlight, (body) => Object.assign(body, { colour })),
      ),
    ),
    ...[-1, 0.5, 1e308, 10_000_001, null, '0', { valueOf: 0 }].map((start) =>
      refused(`an anchor at ${JSON.stringify(start)}`, anchored({ start })),
    ),
    ...[null, 7, ['x'], { length: 1 }, 'x'.repeat(257)].map((side) =>
      refused(`an anchor behind ${JSON.stringify(side).slice(0, 20)}`, anchored({ prefix: side })),
    ),
    refused('an anchor before 10 MB', anchored({ suffix: 'x'.repeat(10_000_000) })),
    read(
      'an anchor between half surrogate pairs and direction marks',
      anchored({ prefix: '\ud83d\udc00\u202e', suffix: '\udfff\ud800' }),
    ),
    read('an anchor behind the end of every text', anchored({ start: 10_000_000 })),
    read(
      'a quote of 60,000 units',
      inBody(highlight, (body) => Object.assign(body, { quote: 'ab'.repeat(30_000) })),
    ),
    // Numbers.
    ...['1e308', '-1e308', '1e999', '-0.0001', '1.0000001', '9007199254740993'].map((score) =>
      refused(
        `a score of ${score}`,
        inLine(scored, (line) => line.replace(/"score":[\d.]+/u, `"score":${score}`)),
      ),
    ),
    refused('1e308 changes announced', announced({ note: 1e308 })),
    refused('-1 notes announced', announced({ note: -1 })),
    refused('more notes announced than there are', announced({ note: 3 })),
    refused(
      'a number with 100,000 digits',
      inLine(scored, (line) => line.replace(/"score":[\d.]+/u, `"score":${'9'.repeat(100_000)}`)),
    ),
    // Text.
    read(
      'half surrogate pairs in a note',
      inLine(note, (line) => line.replace(/"text":"/u, '"text":"\\ud83d\\udc00\\udfff ')),
    ),
    read(
      'controls, direction marks and a null character in a note',
      inLine(note, (line) => line.replace(/"text":"/u, '"text":"\\u0000\\u001b[31m\\u202e\\u2066')),
    ),
    refused(
      'a text of 10 MB',
      inBody(note, (body) => Object.assign(body, { text: 'x'.repeat(10_000_000) })),
    ),
    refused(
      'a text of 60,001 characters',
      inBody(note, (body) => Object.assign(body, { text: 'x'.repeat(60_001) })),
    ),
    refused(
      'a name of 121 characters',
      inBody(profile, (body) => Object.assign(body, { latinName: 'x'.repeat(121) })),
    ),
    refused(
      '1,001 answers in one',
      inBody(answered, (body) =>
        Object.assign(body, {
          answer: {
            kind: 'matches',
            matches: Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`m${index}`, ''])),
          },
        }),
      ),
    ),
    refused(
      'a case inside a case',
      inBody(answered, (body) =>
        Object.assign(body, { answer: { kind: 'case', parts: { a: { kind: 'case', parts: {} } } } }),
      ),
    ),
    refused('a comment', added('/* note */')),
    refused(
      'a key twice, the second of another kind',
      inLine(note, (line) => line.replace('{"kind":"note"', '{"kind":"note","kind":"command"')),
    ),
    // Time.
    refused(
      'a month that is none',
      inBody(note, (body) => Object.assign(body, { editedAt: '2026-13-01T00:00:00.000Z' })),
    ),
    refused(
      'a day that the calendar lacks',
      inBody(at('"verb":"earned"'), (body) => Object.assign(body, { day: '2026-02-30' })),
    ),
    refused(
      'an instant that the calendar lacks',
      inBody(note, (body) => Object.assign(body, { editedAt: '2026-04-31T00:00:00.000Z' })),
    ),
    refused(
      'an instant after the last of its day',
      inBody(note, (body) => Object.assign(body, { editedAt: '2026-11-20T24:00:00.000Z' })),
    ),
    refused(
      'a year of five digits',
      inBody(note, (body) => Object.assign(body, { editedAt: '+010000-01-01T00:00:00.000Z' })),
    ),
    refused(
      'a time zone of its own',
      inBody(note, (body) => Object.assign(body, { editedAt: '2026-11-20T01:00:00.000+07:00' })),
    ),
    read(
      'the last instant of the calendar',
      inBody(note, (body) => Object.assign(body, { editedAt: '9999-12-31T23:59:59.999Z' })),
    ),
    // Credentials.
    refused(
      'a credential that is no text',
      inBody(at('"verb":"earned"'), (body) => Object.assign(body, { credential: { toString: 'x' } })),
    ),
    refused(
      'a credential of 300,000 characters',
      inBody(at('"verb":"earned"'), (body) => Object.assign(body, { credential: 'x'.repeat(300_000) })),
    ),
  ];
}
