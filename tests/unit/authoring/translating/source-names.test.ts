import { expect, test } from 'vitest';
import { citationInWords } from '../../../../src/domain/series/citation';
import { compiledSeries, compiledTranslation } from '../../../support/builders/compiled-series';

test('the course cites a source by its Khmer name in Khmer, and by its short form where it has none', async () => {
  const [source, translated] = [await compiledSeries(), await compiledTranslation()];
  const [own, english] = [translated, source].map(({ modules }) => modules.get('participation-and-safeguarding'));
  const shortIn = (module: typeof own, wanted: string) => module?.sources.find(({ id }) => id === wanted)?.short;
  expect([shortIn(own, 'gc24'), shortIn(english, 'gc24')]).toEqual(['មតិយោបល់ទូទៅលេខ ២៤', 'GC 24']);
  expect(shortIn(own, 'kcs-standards')).toBe(shortIn(english, 'kcs-standards'));
  const html = own?.sections.flatMap(({ blocks }) => blocks.map((block) => block.html)).join('');
  expect(html).toContain('>មតិយោបល់ទូទៅលេខ ១២ កថាខណ្ឌ\u00A0១៣៤(a)–(b), (h)<');
  const figures = own?.sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.figures));
  expect(figures?.map((figure) => figure.source).join()).not.toContain('Penal Code');
});

test.each([
  ['paras. 16, 18(c), 51-53', 'កថាខណ្ឌ\u00A0១៦, ១៨(c), ៥១–៥៣'],
  ['art. 40(2)(b)(iv); para. 7', 'មាត្រា\u00A0៤០(២)(b)(iv); កថាខណ្ឌ\u00A0៧'],
  ['p. 4', 'ទំព័រ\u00A0៤'],
])('the places of a source with a Khmer name are in Khmer: %s', (locator, khmer) => {
  expect(citationInWords('ក្រម', locator)).toBe(`ក្រម ${khmer}`);
  expect(citationInWords('Code', locator)).not.toMatch(/\p{Script=Khmer}/u);
});

test.each(['definitions', 'rule 3(b)', 'annex, para. 4', 'art. 37 (as amended in 1996)'])(
  'a place that has no Khmer word stays in English whole: %s',
  (locator) => {
    expect(citationInWords('ក្រម', locator).replaceAll('\u00A0', ' ')).toBe(`ក្រម, ${locator}`);
  },
);
