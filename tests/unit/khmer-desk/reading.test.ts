import { describe, expect, test } from 'vitest';
import { applyReading } from '../../../scripts/khmer-desk/apply-reading';
import { deskParts } from '../../../scripts/khmer-desk/desk-parts';
import { pictureOf } from '../../../scripts/khmer-desk/desk-pictures';
import { deskText, translatedOf } from '../../../scripts/khmer-desk/desk-texts';
import { parseReading, READING_FORMAT } from '../../../scripts/khmer-desk/reading';
import { CARD, HOME, readingOf, SECTION, smallTexts, textOf } from './small-texts';

const pair = (file: string, path: readonly (string | number)[] = ['title']) => ({
  file,
  path,
  line: 1,
  english: 'The diversion of a child, in 2 words',
  translation: 'ការបង្វែរ',
});

describe('the parts of the desk', () => {
  test('begin with the texts that bind, and each text is in one part', () => {
    const pairs = [
      pair('02-diversion/quiz.km.yaml'),
      pair('glossary.km.yaml'),
      pair('locales/km/screens.json', ['notes', 'identifying']),
      pair('locales/km/screens.json', ['notes', 'heading']),
      pair('locales/km/start.json', ['reporting', 'title']),
      pair('host/native-texts.json', ['km', 'concern', 'title']),
      pair('host/native-texts.json', ['km', 'menu', 'file']),
      pair('paper/texts.json', ['km', 'kind']),
      pair('05-participation-and-safeguarding/agreement.km.yaml', ['clauses', 'dignity', 'text']),
      pair('05-participation-and-safeguarding/agreement.km.yaml', ['reporting', 'law', 'text']),
      pair('05-participation-and-safeguarding/figures/duty-to-report.km.yaml'),
      pair('02-diversion/sections/01-why-not-court.km.md'),
      pair('02-diversion/module.km.yaml'),
    ];
    const parts = deskParts(pairs);
    expect(parts.map(({ id, isBinding, pairs: own }) => `${id} ${isBinding ? 'binding' : ''} ${own.length}`)).toEqual([
      '01-protocol binding 1',
      '02-reporting binding 3',
      '03-duty-to-report binding 1',
      '04-warnings binding 1',
      '05-cards  1',
      '06-screens  1',
      '07-desktop  1',
      '08-paper  1',
      '09-glossary  1',
      '10-02-diversion-quiz  1',
      '11-02-diversion-text  1',
    ]);
  });

  test.each([
    ['locales/km/start.json#home/open', 'home'],
    ['locales/km/screens.json#pin/hint', 'pin'],
    ['locales/km/screens.json#lock/wait', 'pin'],
    ['paper/texts.json#km/kind', 'certificate'],
    ['05-participation-and-safeguarding/agreement.km.yaml#title', 'participation-and-safeguarding-agreement'],
    ['05-participation-and-safeguarding/agreement.km.yaml#reporting/listen/title', 'reporting'],
    ['02-diversion/sections/02-six-safeguards.km.md#title', 'diversion-six-safeguards'],
    ['02-diversion/quiz.km.yaml#questions/q01/stem', 'diversion-quiz'],
    ['02-diversion/module.km.yaml#title', 'diversion'],
    ['02-diversion/figures/diversion-timeline.km.yaml#title', 'diversion-figure-diversion-timeline'],
  ])('show of %s the picture %s', (key, picture) => {
    expect(pictureOf(key)).toBe(picture);
  });

  test('name the terms of a text, whole words alone, and where their Khmer was read', () => {
    const terms = [
      { english: 'diversion', khmer: 'ការបង្វែរ', source: 'composed' },
      { english: 'version', khmer: 'កំណែ', source: 'Moodle' },
    ];
    const found = deskText(pair('glossary.km.yaml'), { states: new Map(), terms }).terms;
    expect(found.map(({ english, source }) => `${english}: ${source}`)).toEqual(['diversion: composed']);
  });
});

describe('a file that comes back', () => {
  const GOOD = { format: READING_FORMAT, version: 1, part: 'p', by: 'SK', on: '2026-12-02', texts: {} };

  test('is read, also with a byte order mark', () => {
    expect(parseReading(`\uFEFF${JSON.stringify(GOOD)}`).by).toBe('SK');
  });

  test.each([
    ['no JSON', 'Dear all', /not a file/u],
    ['another kind of file', JSON.stringify({ ...GOOD, format: 'learner' }), /can’t be taken/u],
    ['a newer version', JSON.stringify({ ...GOOD, version: 2 }), /can’t be taken/u],
    ['no initials', JSON.stringify({ ...GOOD, by: '  ' }), /by/u],
    ['no day', JSON.stringify({ ...GOOD, on: 'Tuesday' }), /on/u],
    [
      'a state of its own',
      JSON.stringify({ ...GOOD, texts: { a: { hash: '0'.repeat(16), state: 'good' } } }),
      /state/u,
    ],
  ])('with %s is refused, and says why', (_, text, why) => {
    expect(() => parseReading(text)).toThrow(why);
  });
});

describe('what a reader said', () => {
  test('begins with texts in order, none of them read', () => {
    const texts = smallTexts();
    expect(texts.problems.filter(({ rule }) => /translation|placeholders/u.test(rule))).toEqual([]);
    expect(textOf(texts, SECTION('opening/1')).state).toBe('draft');
  });

  test('becomes the state of the text, in the file of the course or of the interface', () => {
    const before = smallTexts();
    const { translated, taken, refused } = applyReading(
      before,
      readingOf(before, { [CARD('title')]: {}, [HOME('open')]: { state: 'disputed', remark: ' a door? ' } }),
    );
    expect(refused).toEqual([]);
    expect(taken).toEqual([CARD('title'), HOME('open')]);
    const after = translatedOf(translated.course, translated.appFiles);
    expect(textOf(after, CARD('title')).read).toEqual({ by: 'SK', on: '2026-12-02', remark: '' });
    expect(textOf(after, HOME('open'))).toMatchObject({ state: 'disputed', read: { remark: 'a door?' } });
    expect(textOf(after, HOME('left')).state).toBe('draft');
  });

  test.each([
    ['a title of a card', CARD('title'), 'បទដ្ឋានសង្គម', '01-norms/module.km.yaml', 'title: បទដ្ឋានសង្គម\n'],
    ['an item of a list', CARD('topics/1'), 'ច្បាប់៖ ថ្មី', '01-norms/module.km.yaml', '  - ច្បាប់៖ ថ្មី\n'],
    ['what YAML would take otherwise', CARD('title'), 'ក: ខ # គ', '01-norms/module.km.yaml', 'title: "ក: ខ # គ"\n'],
    ['the order of numbers', CARD('topics/2'), 'ដល់ ១៨ ពី ១៤', '01-norms/module.km.yaml', '  - ដល់ ១៨ ពី ១៤\n'],
    ['the title of a section', SECTION('title'), 'ដំបូង', '01-norms/sections/01-first.km.md', '---\ntitle: ដំបូង\n---\n'],
    ['a paragraph', SECTION('opening/2'), 'ថ្មី $& ។', '01-norms/sections/01-first.km.md', '\n\nថ្មី $& ។\n\n## ចំណង'],
    ['a list', SECTION('head/2'), '- មួយ\n- ថ្មី', '01-norms/sections/01-first.km.md', '\n\n- មួយ\n- ថ្មី\n'],
  ])('corrects %s, and nothing else of the file', (_, key, khmer, file, written) => {
    const before = smallTexts();
    const { translated, corrected, refused } = applyReading(before, readingOf(before, { [key]: { khmer } }));
    expect(refused).toEqual([]);
    expect(corrected).toEqual([key]);
    const text = translated.course.get(file) ?? '';
    expect(text).toContain(written);
    const lines = (content: string): readonly string[] => content.split('\n');
    const old = new Set(lines(before.course.get(file) ?? ''));
    expect(lines(text).filter((line) => !old.has(line))).toHaveLength(1);
    const after = translatedOf(translated.course, translated.appFiles);
    expect(textOf(after, key)).toMatchObject({ khmer, state: 'read' });
    expect(after.problems.length).toBe(before.problems.length);
  });

  test('corrects the one of two like texts of the interface that was meant', () => {
    const before = smallTexts();
    const { translated } = applyReading(before, readingOf(before, { [HOME('shut')]: { khmer: 'បិទ' } }));
    expect(JSON.parse(translated.appFiles.get('locales/km/start.json') ?? '')).toEqual({
      home: { left: 'នៅសល់ {minutes} នាទី', open: 'បើក', shut: 'បិទ' },
    });
  });

  test('corrects the Khmer of a file that has both languages', () => {
    const before = smallTexts();
    const { translated } = applyReading(
      before,
      readingOf(before, { 'paper/texts.json#km/page': { khmer: 'ទី {page}' } }),
    );
    expect(JSON.parse(translated.appFiles.get('paper/texts.json') ?? '')).toEqual({
      en: { kind: 'Paper', page: 'Page {page}' },
      km: { draft: 'ពង្រាង', kind: 'ក្រដាស', page: 'ទី {page}' },
    });
  });

  test('loses the signs that nobody sees', () => {
    const before = smallTexts();
    const { translated } = applyReading(
      before,
      readingOf(before, { [CARD('title')]: { khmer: ' បទ\u200Bដ្ឋានសង្គម\r\n' } }),
    );
    expect(translated.course.get('01-norms/module.km.yaml')).toContain('title: បទដ្ឋានសង្គម\n');
  });

  test.each([
    ['a text that is gone', CARD('nothing'), {}, /no such text/u],
    ['a text that was changed since', CARD('title'), { hash: 'f'.repeat(16) }, /changed since/u],
    ['no mark', CARD('title'), { state: undefined }, /no mark/u],
    ['a dispute without a remark', CARD('title'), { state: 'disputed' as const, remark: ' ' }, /remark/u],
    ['another number', SECTION('opening/1'), { khmer: 'នៅឆ្នាំ ២០១៥ [@crc art. 40]។' }, /2015/u],
    ['a citation left out', SECTION('opening/1'), { khmer: 'នៅឆ្នាំ ២០១៤។' }, /cites something else/u],
    ['a paragraph made two', SECTION('opening/2'), { khmer: 'មួយ។\n\nពីរ។' }, /form/u],
    ['an item left out', SECTION('head/2'), { khmer: '- មួយ' }, /form/u],
    ['a value of the app left out', HOME('left'), { khmer: 'នៅសល់' }, /fills in \{minutes\}/u],
  ])('is refused with %s, and the rest is taken', (_, key, entry, why) => {
    const before = smallTexts();
    const good = { [CARD('topics/1')]: { khmer: 'ក្រម' }, [SECTION('head/1')]: { khmer: '## ក្បាល {#head}' } };
    const reading = readingOf(before, { [key]: entry, ...good });
    const { translated, taken, refused } = applyReading(before, reading);
    expect(refused).toEqual([{ key, why: expect.stringMatching(why) as string }]);
    expect([...taken].sort()).toEqual(Object.keys(good).sort());
    expect(translated.course.get('01-norms/module.km.yaml')).toContain('- ក្រម');
    expect(translated.course.get('01-norms/sections/01-first.km.md')).toContain('## ក្បាល {#head}');
  });
});
