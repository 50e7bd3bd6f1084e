import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { jobAidDocumentSchema, type JobAidDocument } from '../../../../src/contract/job-aid-document';
import { FOCAL_POINT_LENGTHS } from '../../../../src/domain/notes/focal-point';
import { createDocumentExports } from '../../../../src/main/services/certificate/document-export';
import { typesetJobAid } from '../../../../src/main/services/certificate/document-typesetting';
import { safeFileName } from '../../../../src/main/services/files';
import { jobAidDocument } from '../../../../src/renderer/src/stores/transfer/job-aid-document';
import { compiledSeries, compiledTranslation } from '../../../support/builders/compiled-series';
import type { Source } from '../../../../src/domain/series/citation';
import type { JobAid } from '../../../../src/domain/series/job-aid';
import { moduleById, type Series } from '../../../../src/domain/series/series';
import type { Translate } from '../../../../src/domain/text/language';
import { printedWords } from '../../../../src/main/services/typesetting/line-breaks';
import { bare, pageTexts, readPdf, textBoxes } from './certificate-reading';
import { names, typesettingPress } from './certificate-samples';
import { khmerWords, words } from './job-aid-samples';

const press = typesettingPress();

const page: JobAidDocument = {
  language: 'en',
  madeAt: '2026-11-25T08:00:00.000Z',
  origin: 'CJN Child Justice Series · Module 5: Participation',
  kind: 'Checklist',
  title: 'A concern: a checklist',
  purpose: 'For the first hour.',
  parts: [
    { heading: 'At once', style: 'checks', items: ['Make safe what is urgent.'], source: 'From the section' },
    { heading: 'Model', style: 'text', items: ['We ask for a review.'], source: 'From the section' },
    { heading: 'Notes', style: 'lines', items: ['Date and place'], source: 'From the section' },
  ],
  provenance: 'Made by this project.',
  pageNumber: '{page} / {pages}',
};

const notes = (text: string, quote = ''): JobAidDocument => ({
  ...page,
  notes: {
    heading: 'My notes',
    warning: 'Read them first.',
    sections: [{ title: 'The six points', notes: [{ quote, text }] }],
  },
});

async function pagesOf(document: JobAidDocument): Promise<readonly string[]> {
  return pagesIn(await typesetJobAid(press, document));
}

async function pagesIn(bytes: Uint8Array): Promise<readonly string[]> {
  return (await pageTexts(bytes)).map(bare);
}

/** The lines of every page, without spaces. */
async function linesIn(bytes: Uint8Array): Promise<readonly string[]> {
  const { numPages } = await readPdf(bytes);
  const pages = await Promise.all(Array.from({ length: numPages }, (_, index) => textBoxes(bytes, index + 1)));
  return pages.flatMap((boxes) => {
    const lines: string[] = [];
    boxes.forEach(({ text, baseline }, index) => {
      const written = plain(text);
      if (Math.abs(baseline - (boxes[index - 1]?.baseline ?? 0)) > 4) lines.push(written);
      else lines.push((lines.pop() ?? '') + written);
    });
    return lines;
  });
}

const plain = (text: string): string => bare(text).replaceAll('\u200B', '');

/** The words of a text that the lines cut in two. */
function cutWords(lines: readonly string[], text: string): readonly string[] {
  const whole = lines.join('');
  const ends = new Set(lines.map((_, index) => lines.slice(0, index + 1).join('').length));
  let at = whole.indexOf(plain(text));
  if (at < 0) throw new RangeError(`The page lacks: ${text}`);
  return printedWords(text)
    .map(plain)
    .filter((word) => {
      const from = at;
      at += word.length;
      return Array.from(word.slice(1), (_, index) => from + index + 1).some((place) => ends.has(place));
    });
}

describe('a job aid on paper', () => {
  it('of every module fits on one page, with every word of it, its sources and whose work it is', async () => {
    const { series, modules } = await compiledSeries();
    for (const module of series.modules) {
      const content = modules.get(module.id);
      const aid = content?.jobAid;
      if (!content || !aid) throw new RangeError(`Module ${module.number} has no job aid.`);
      const matter = { aid, module, sources: content.sources, seriesTitle: series.title };
      const focalPoint =
        series.reporting?.moduleId === module.id
          ? {
              name: names.khmer120,
              telephone: '012 345 678, 023 456 789',
              deputy: names.latin120,
              more: 'At night: 1280',
            }
          : undefined;
      const pages = await pagesOf({
        ...jobAidDocument({ ...matter, ...(focalPoint ? { focalPoint } : {}) }, words),
        madeAt: page.madeAt,
      });
      expect(pages.length, `pages of module ${module.number}`).toBe(1);
      for (const text of [aid.title, aid.purpose, ...aid.parts.flatMap(({ heading, items }) => [heading, ...items])])
        expect(pages[0], module.id).toContain(bare(text));
      expect(pages[0]).toContain(bare(`from module ${module.number} of this app`));
      if (aid.kind !== 'checklist') expect(pages[0]).toContain(bare('The facts are invented'));
    }
  });

  it.each(['diversion', 'participation-and-safeguarding', 'deprivation-of-liberty'])(
    'of %s takes one page in Khmer, and two at most in both, where it has every text twice',
    async (id) => {
      const [source, translated] = [await compiledSeries(), await compiledTranslation()];
      const draft = [khmerWords('papers.draft'), words('papers.draft')].join(' · ');
      const [own, english] = [translated.modules.get(id), source.modules.get(id)];
      if (!own?.jobAid || !english?.jobAid) throw new RangeError(`The module ${id} has no job aid.`);
      const inOne = (series: Series, { sources, aid }: { sources: readonly Source[]; aid: JobAid }, t: Translate) =>
        jobAidDocument(
          {
            aid,
            module: moduleById(series, id),
            sources,
            seriesTitle: series.title,
            ...(series.reporting?.moduleId === id ? { focalPoint: null } : {}),
          },
          t,
        );
      const khmer = {
        ...inOne(translated.series, { sources: own.sources, aid: own.jobAid }, khmerWords),
        madeAt: page.madeAt,
        draft,
      };
      const beside = inOne(source.series, { sources: english.sources, aid: english.jobAid }, words);
      expect(khmer.parts.map((part) => part.source).join()).toContain('មតិយោបល់ទូទៅលេខ ២៤ កថាខណ្ឌ\u00A0');
      expect(beside.parts.map((part) => part.source).join()).toContain('GC\u00A024, paras.\u00A0');
      expect(v.is(jobAidDocumentSchema, { ...khmer, beside })).toBe(true);
      // The name of its file isn't cut.
      expect(safeFileName(khmer.title, '.pdf')).toBe(`${khmer.title}.pdf`);
      const alone = await typesetJobAid(press, khmer);
      expect((await pagesIn(alone)).length).toBe(1);
      const twice = await typesetJobAid(press, { ...khmer, beside });
      const both = await pagesIn(twice);
      expect(both.length).toBeLessThanOrEqual(2);
      for (const aid of [own.jobAid, english.jobAid])
        for (const text of [aid.title, ...aid.parts.flatMap(({ heading, items }) => [heading, ...items])])
          expect(both.join('')).toContain(bare(text));
      expect(both[0]).toContain(bare('Draft translation, not yet read by a reader'));
      for (const bytes of [alone, twice]) {
        const lines = await linesIn(bytes);
        expect(lines.filter((text) => /^[។៕៖ៗ?!».)]/u.test(text))).toEqual([]);
        for (const text of own.jobAid.parts.flatMap(({ items }) => items))
          expect(cutWords(lines, text), text).toEqual([]);
      }
      expect(khmer.origin).not.toMatch(/\d/u);
    },
  );

  it('has the longest list of services that a focal point holds, in either script, on as many pages as it needs', async () => {
    const { series, modules } = await compiledSeries();
    const module = series.modules.find(({ id }) => id === series.reporting?.moduleId);
    const content = module && modules.get(module.id);
    if (!module || !content?.jobAid) throw new RangeError('No module tells how to report.');
    const matter = { aid: content.jobAid, module, sources: content.sources, seriesTitle: series.title };
    for (const [line, number] of [
      ['Clinic of the district: 012 345 678', '012345678'],
      ['មណ្ឌលសុខភាពស្រុក ០១២ ៣៤៥ ៦៧៨', '០១២៣៤៥៦៧៨'],
    ] as const) {
      const more = `${`${line}\n`.repeat(200).slice(0, FOCAL_POINT_LENGTHS.more - 4)}1280`;
      const focalPoint = { name: 'Sok Dara', telephone: '012', deputy: '', more };
      const document = { ...jobAidDocument({ ...matter, focalPoint }, words), madeAt: page.madeAt };
      expect(v.is(jobAidDocumentSchema, document)).toBe(true);
      const pages = await pagesOf(document);
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.join('').split(number).length).toBeGreaterThan(100);
      expect(pages.at(-1)).toContain('1280');
    }
    // Edited as a note in the notebook, it has no such bound.
    const focalPoint = { name: '', telephone: '', deputy: '', more: 'x'.repeat(8_001) };
    const document = { ...jobAidDocument({ ...matter, focalPoint }, words), madeAt: page.madeAt };
    expect(v.is(jobAidDocumentSchema, document)).toBe(true);
  });

  it('has the learner’s notes on pages of their own, with their lines and what they quote', async () => {
    const pages = await pagesOf(notes('First line\n\nសួស្តី Sokha', 'compelling evidence'));
    expect(pages.length).toBe(2);
    expect(pages[0]).not.toContain('Firstline');
    expect(pages[1]).toContain(bare('My notes Read them first. The six points compelling evidence First line'));
    expect(pages[1]).toContain('សួស្តី');
    expect(pages[1]).toContain('2/2');
  });

  it('takes whatever a note holds as text, and as many pages as it needs', async () => {
    const hostile = '#read("/etc/passwd") *bold* $x$ @ref <label> \u{1F469}\u200D\u{1F4BB} \u202Egnp.exe \uE000 ';
    const pages = await pagesOf(notes(`${hostile}\n`.repeat(400).slice(0, 60_000)));
    expect(pages.length).toBeGreaterThan(5);
    expect(pages[1]).toContain(bare('#read("/etc/passwd") *bold* $x$ @ref <label>'));
  });

  it('is the same bytes for the same document', async () => {
    expect(Buffer.from(await typesetJobAid(press, page)).equals(Buffer.from(await typesetJobAid(press, page)))).toBe(
      true,
    );
  });

  it('is saved under its title', async () => {
    const offered: string[] = [];
    await createDocumentExports({
      typesetting: { typeset: async () => new Uint8Array() },
      press,
      host: {
        deliverFile: async ({ suggestedName }) => {
          offered.push(suggestedName);
          return { outcome: 'cancelled' };
        },
      },
    }).jobAid(page);
    expect(offered).toEqual(['A concern - a checklist.pdf']);
  });
});
