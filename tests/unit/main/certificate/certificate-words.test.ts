import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCertificateTypesetting } from '../../../../src/main/services/certificate/certificate-typesetting';
import { bare, pageText, readPdf, textBoxes } from './certificate-reading';
import {
  inBoth,
  moduleCertificate,
  named,
  sequenceCertificate,
  seriesCertificate,
  typesettingPress,
} from './certificate-samples';

const shared = typesettingPress();
const press = createCertificateTypesetting(shared);

describe('the words on the page', () => {
  it('states what was completed, score, study material, dates, id, revision and who made it', async () => {
    const text = await pageText(
      await press.typeset(moduleCertificate({ revision: 2, title: 'Diversion', studyMinutes: 200 })),
    );
    for (const expected of [
      'Certificate of completion',
      'Sok Dara',
      'has completed the module',
      'Diversion',
      '95%',
      '3 h 20 min',
      '25 November 2026',
    ]) {
      expect(text).toContain(expected);
    }
    expect(text).toContain('Certificate 3f2c1b9e-5a7d-4c1e-9b0f-6d2e8a417c55');
    expect(text).toMatch(/Issued 25 November 2026(?!,)/u);
    expect(text).toContain('Revision 2');
    expect(text).toContain('not issued or endorsed by the presenters’ organisations');
  });

  it('says everything in both languages, each line with the digits of its own, and once what isn’t translated', async () => {
    const document = inBoth(sequenceCertificate());
    const bytes = await press.typeset(document);
    const text = bare(await pageText(bytes));
    for (const words of ['97%', '៩៧%', '3 h 20 min', '៣ ម៉ោង ២០ នាទី', '25 November 2026', 'ថ្ងៃទី២៥ ខែវិច្ឆិកា ឆ្នាំ២០២៦'])
      expect(text).toContain(bare(words));
    for (const { title } of [document, ...document.modules]) expect(text).toContain(bare(title));
    const { title = '', moduleTitles = [] } = document.beside ?? {};
    for (const khmer of [title, ...moduleTitles]) expect(text).toContain(bare(khmer));
    const boxes = await textBoxes(bytes);
    const baselines = [...new Set(boxes.map(({ baseline }) => Math.round(baseline)))];
    const written = baselines.map((at) =>
      boxes.flatMap((box) => (Math.round(box.baseline) === at ? [box.text] : [])).join(''),
    );
    // A certificate's id is a code, which is written alike in every language.
    const mixed = written.filter((line) => /\d/u.test(line.replace(document.certificateId, '')) && /[០-៩]/u.test(line));
    expect(mixed).toEqual([]);
    const { seriesTitle } = document;
    const beside = { language: 'km', seriesTitle, title: document.title, moduleTitles: [] } as const;
    const untranslated = bare(await pageText(await press.typeset({ ...document, beside })));
    expect(untranslated.split(bare(document.title))).toHaveLength(2);
  });

  it.each([
    ['km', sequenceCertificate({ language: 'km' }), [true, false]],
    ['both', inBoth(sequenceCertificate()), [true, true]],
  ])('says on a page in %s, in its own languages, that its Khmer is a draft', async (_, document, said) => {
    const text = bare(await pageText(await press.typeset(document)));
    const drafts = ['មិនទាន់ត្រូវបានពិនិត្យ', 'Draft translation, not yet read by a reader'];
    expect(drafts.map((words) => text.includes(bare(words)))).toEqual(said);
  });

  it('prints the day of issue where the learner was, and no time', async () => {
    const issued = { issuedAt: '2026-11-24T23:30:00.000Z', issuedOn: '2026-11-25' };
    const text = await pageText(await press.typeset(moduleCertificate({ ...issued, completedOn: '2026-11-24' })));
    expect(text).toMatch(/Issued 25 November 2026(?!,)/u);
  });

  it('lists the ten modules of the series with their scores', async () => {
    const document = seriesCertificate();
    const lines = (await pageText(await press.typeset(document))).split('\n');
    for (const module of document.modules) expect(lines).toContain(String(module.number));
    expect(lines.filter((line) => /^\d+%$/u.test(line))).toEqual([
      '95%',
      '88%',
      '100%',
      '80%',
      '90%',
      '85%',
      '92%',
      '97%',
      '88%',
      '100%',
      '91%',
    ]);
    expect(lines).toContain('has completed all ten modules of the series');
  });

  it('prints markup, quotes and backslashes as typed', async () => {
    const typed = '*_#$\\[]<>@"\' #import "x": y; `z` //';
    const text = await pageText(await press.typeset(moduleCertificate(named(typed))));
    expect(text).toContain(typed);
  });

  it.each([
    '#read("/etc/passwd")',
    '#panic("x")',
    '$x$ = y',
    '= Heading',
    '#pagebreak()',
    '\\u{41}',
    '"}, "kind": "series"',
    '</script>',
    '{{7*7}}',
    '#let x = 1; #x',
  ])('takes %s for a name and nothing else', async (typed) => {
    const bytes = await press.typeset(moduleCertificate(named(typed)));
    expect(await pageText(bytes)).toContain(typed);
    expect((await readPdf(bytes)).numPages).toBe(1);
  });
});

describe('characters that no face has', () => {
  it('are named once each by their code points, with a square in their place and the true name in the metadata', async () => {
    const document = moduleCertificate(named('Li 漢字 漢'));
    expect(await shared.unprintable(['Li 漢字 漢', 'Sok Dara'])).toEqual([
      { character: '漢', codePoint: 'U+6F22' },
      { character: '字', codePoint: 'U+5B57' },
    ]);
    const bytes = await press.typeset(document);
    expect((await pageText(bytes)).replaceAll('\n', '')).toContain('□□');
    expect((await (await readPdf(bytes)).getMetadata()).info).toHaveProperty(
      'Title',
      expect.stringContaining('Li 漢字 漢'),
    );
  });

  it('have a square in titles too', async () => {
    const document = sequenceCertificate({ modules: [{ number: 8, title: 'Treaties 条約', score: 1 }] });
    expect((await pageText(await press.typeset(document))).replace(/\s/gu, '')).toContain('Treaties□□');
  });

  it('are none where a character only shows nothing', async () => {
    expect(await shared.unprintable(['Sok\u200F Dara\u202E', 'សុខ\u200Bដារ៉ា'])).toEqual([]);
  });

  // A hundred and fifty pages are eight seconds' work where another process has the other core.
  it('never stop a name from being typeset', async () => {
    const anyName = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 60 })
      .filter((name) => /\S/u.test(name.replace(/[\u200B\uFEFF]/gu, '')));
    await fc.assert(
      fc.asyncProperty(
        anyName,
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        async (latinName, title) => {
          const bytes = await press.typeset(moduleCertificate({ learner: { latinName, khmerName: '' }, title }));
          expect((await readPdf(bytes)).numPages).toBe(1);
        },
      ),
      { numRuns: 150, seed: 20261125 },
    );
  });
});
