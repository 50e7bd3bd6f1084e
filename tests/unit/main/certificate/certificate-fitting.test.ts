import { describe, expect, it } from 'vitest';
import type { CertificateDocument } from '../../../../src/contract/certificate-document';
import { inkBands, isBlank } from './certificate-ink';
import { drawPdf, readPdf, textBoxes, type TextBox } from './certificate-reading';
import {
  moduleCertificate,
  named,
  names,
  sequenceCertificate,
  seriesCertificate,
  typesetting,
} from './certificate-samples';

const press = typesetting();
const millimetre = 72 / 25.4;
/** The column of text: 28 mm from each edge. */
const column = { left: 28 * millimetre, right: (297 - 28) * millimetre };
const kinds = { module: moduleCertificate, sequence: sequenceCertificate, series: seriesCertificate };
const kindNames = ['module', 'sequence', 'series'] as const;

function baseline(boxes: readonly TextBox[], start: string): number {
  const box = boxes.find(({ text }) => text.startsWith(start));
  if (!box) throw new Error(`The page has no "${start}".`);
  return box.baseline;
}

/**
 * The printed lines between "records that" and "has completed", and whether they keep clear of both and of the margins.
 */
async function nameLines(document: CertificateDocument) {
  const bytes = await press.typeset(document);
  const boxes = await textBoxes(bytes);
  // 12.5 pt italic: descenders end 3.6 pt below the baseline, ascenders 9.6 pt above.
  const top = baseline(boxes, 'This certificate records') - 4;
  const bottom = baseline(boxes, 'has completed') + 10;
  const picture = await drawPdf(bytes, 1_684, 1, { top, bottom });
  const bands = inkBands(picture, { ...column, top, bottom });
  const heights = bands.map((band) => band.top - band.bottom);
  return {
    // A vowel sign of Khmer can stand clear of its letter: a band so low is no line.
    lines: heights.filter((height) => height > Math.max(...heights) * 0.35).length,
    clearAbove: top - (bands[0]?.top ?? bottom),
    clearBelow: (bands.at(-1)?.bottom ?? top) - bottom,
    marginsClear:
      isBlank(picture, { left: 12 * millimetre, right: column.left - 1, top, bottom }) &&
      isBlank(picture, { left: column.right + 1, right: (297 - 12) * millimetre, top, bottom }),
  };
}

const fits = {
  marginsClear: true,
  clearAbove: expect.toSatisfy((gap: number) => gap > 1.5),
  clearBelow: expect.toSatisfy((gap: number) => gap > 1.5),
};

describe.each(kindNames)('a name on the certificate of a %s', (kind) => {
  it.each([
    ['short Latin', names.shortLatin],
    ['60 Latin characters', names.latin60],
    ['60 of the widest letter', 'W'.repeat(60)],
    ['short Khmer', names.shortKhmer],
    ['40 Khmer characters', names.khmer40],
    ['40 of the widest and tallest Khmer cluster', 'ឃ្ញើ'.repeat(40).slice(0, 120)],
    ['right-to-left', names.rightToLeft],
    ['markup and emoji', names.markup],
    ['stacked Vietnamese accents', 'Nguyễn Thị Ỗng Ẩ'],
  ])('stands on one line: %s', async (_, name) => {
    expect(await nameLines(kinds[kind](named(name)))).toMatchObject({ ...fits, lines: 1 });
  });

  it.each([
    ['120 Latin characters', names.latin120],
    ['one word of 120 characters', names.endlessWord],
    ['120 Khmer characters without a space', names.khmer120],
    ['120 Arabic characters', `${names.rightToLeft} `.repeat(6).trim().slice(0, 120)],
    ['120 emoji', '🙂'.repeat(120)],
  ])('wraps to two lines that do not touch: %s', async (_, name) => {
    expect(await nameLines(kinds[kind](named(name)))).toMatchObject({ ...fits, lines: 2 });
  });

  it.each([
    ['short', names.shortLatin, names.shortKhmer, 2],
    // In the smaller type of a second name all 120 Khmer characters stand on one line.
    ['one of them long', names.shortLatin, names.khmer120, 2],
    ['both long', names.latin120, names.khmer120, 3],
    ['both endless', names.endlessWord, 'ឃ្ញើ'.repeat(24), 3],
  ])('stands in both scripts, Latin above Khmer: %s', async (_, latinName, khmerName, lines) => {
    const document = kinds[kind]({ learner: { latinName, khmerName } });
    expect(await nameLines(document)).toMatchObject({ ...fits, lines });
  });

  it.each([
    ['Latin above', 'Ann\u0301\u0302\u0303\u0304\u0301\u0302\u0303\u0304'],
    ['Latin below', 'Ann\u0316\u0317\u0323\u0324\u0316\u0317\u0323\u0324'],
    ['Latin everywhere', `Ann${'\u0301\u0316'.repeat(40)}`],
    ['Khmer', `កក${'\u17C9\u17CB\u17D0\u17B6'.repeat(6)}`],
    ['Khmer subscripts', `កក${'\u17D2\u179A'.repeat(10)}`],
    ['Thai', `กก${'\u0E48\u0E38'.repeat(10)}`],
    ['Arabic', `بب${'\u064E\u0650\u0651'.repeat(10)}`],
    ['Hebrew', `בב${'\u05B0\u05C1\u05BC'.repeat(10)}`],
    ['Devanagari', `कक${'\u0941\u0902\u093C\u0951'.repeat(10)}`],
    ['Lao', `ກກ${'\u0EC8\u0EB8'.repeat(10)}`],
  ])('keeps clear of what is above and below it however many marks are stacked: %s', async (_, name) => {
    const { clearAbove, clearBelow, marginsClear } = await nameLines(kinds[kind](named(name)));
    expect({ marginsClear, above: clearAbove > 0.5, below: clearBelow > 0.5 }).toEqual({
      marginsClear: true,
      above: true,
      below: true,
    });
  });
});

describe('the page as a whole', () => {
  const long =
    'A title as long as the contract lets a title be, which no module has, but which must not break the page. '
      .repeat(4)
      .slice(0, 400);
  const modulesOf = (count: number, title: string) =>
    Array.from({ length: count }, (_, index) => ({ number: index + 1, title, score: 1 }));

  it.each([
    ['ten modules', seriesCertificate()],
    [
      'forty modules of the longest titles',
      seriesCertificate({ title: long, seriesTitle: long.slice(0, 60), modules: modulesOf(40, long) }),
    ],
    ['four modules of the longest titles', sequenceCertificate({ title: long, modules: modulesOf(4, long) })],
    [
      'titles of one endless word',
      sequenceCertificate({ title: 'W'.repeat(400), modules: modulesOf(12, 'W'.repeat(400)) }),
    ],
    [
      'one module of the longest title and name',
      moduleCertificate({ title: long, learner: { latinName: names.latin120, khmerName: '' } }),
    ],
    [
      'the longest numbers',
      seriesCertificate({
        studyMinutes: 100_000,
        revision: 999,
        modules: modulesOf(40, 'Title').map((module) => ({ ...module, number: 99 })),
      }),
    ],
  ])('holds %s in one column of text, nothing over anything else', async (_, document) => {
    const bytes = await press.typeset(document);
    const boxes = await textBoxes(bytes);
    expect((await readPdf(bytes)).numPages).toBe(1);
    expect(boxes.filter(({ left, right }) => left < column.left - 1 || right > column.right + 1)).toEqual([]);
    expect(boxes.filter(({ baseline: y }) => y < 12 * millimetre || y > (210 - 12) * millimetre)).toEqual([]);
    expect(overlapping(boxes)).toEqual([]);
    const picture = await drawPdf(bytes, 1_684);
    expect(
      isBlank(picture, {
        left: 12 * millimetre,
        right: column.left - 1,
        top: 580 - 12 * millimetre,
        bottom: 15 * millimetre,
      }),
    ).toBe(true);
    expect(
      isBlank(picture, {
        left: column.right + 1,
        right: 285 * millimetre,
        top: 580 - 12 * millimetre,
        bottom: 15 * millimetre,
      }),
    ).toBe(true);
  });

  it('gives every module of the series its whole title', async () => {
    const document = seriesCertificate();
    const text = (await textBoxes(await press.typeset(document))).map((box) => box.text.trim()).join(' ');
    for (const { title } of document.modules) expect(text).toContain(title);
  });
});

/** Pairs of texts whose letters would print over each other. */
function overlapping(boxes: readonly TextBox[]): readonly string[] {
  const pairs: string[] = [];
  boxes.forEach((a, index) => {
    for (const b of boxes.slice(index + 1)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const up =
        Math.min(a.baseline + a.size * 0.7, b.baseline + b.size * 0.7) -
        Math.max(a.baseline - a.size * 0.2, b.baseline - b.size * 0.2);
      if (across > 0.5 && up > 0.3) pairs.push(`${a.text} / ${b.text}`);
    }
  });
  return pairs;
}

describe('the name that a countersigner gives', () => {
  it.each([
    ['short', 'en', 'Chan Sophea'],
    ['250 of the widest letter', 'en', 'W'.repeat(250)],
    ['250 Khmer characters', 'km', names.khmer120.repeat(3).slice(0, 250)],
    ['250 characters of a Latin name', 'km', 'Chan Sophea '.repeat(21).slice(0, 250)],
  ] as const)('stays inside of the frame with all that stands around it: %s', async (_, language, name) => {
    const document = seriesCertificate({ language, revision: 2 });
    const countersignature = { key: 'z6Mk', name, text: '{}' };
    const bytes = await press.typeset(document, '{}', countersignature);
    expect((await readPdf(bytes)).numPages).toBe(1);
    const picture = await drawPdf(bytes, 1_684);
    // Between the last line and the thin rule of the frame, which is 10.4 mm from the edge.
    const gap = {
      left: 12 * millimetre,
      right: (297 - 12) * millimetre,
      top: 12 * millimetre,
      bottom: 11 * millimetre,
    };
    expect(isBlank(picture, gap)).toBe(true);
    const last = (await textBoxes(bytes)).reduce((lowest, box) => Math.min(lowest, box.baseline), Infinity);
    expect(last).toBeGreaterThan(12 * millimetre);
  });
});
