import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparePlaces, readLocator, unitOf, type Place } from '../../../../src/domain/series/locator';

const labels = (locator: string): readonly string[] => readLocator(locator).map((place) => place.label);
const place = (locator: string): Place => {
  const [first] = readLocator(locator);
  if (!first) throw new Error(`No place in "${locator}".`);
  return first;
};

describe('a locator', () => {
  test.each([
    ['art. 37(b)', ['art. 37(b)']],
    ['arts. 37-40', ['arts. 37-40']],
    ['paras. 15-18', ['paras. 15-18']],
    ['rule 11.1', ['rule 11.1']],
    ['rules 11.2-11.4', ['rule 11.2-11.4']],
    ['art. 40(3)(b); para. 7', ['art. 40(3)(b)', 'para. 7']],
    ['arts. 2(1)(b), 14(2)', ['art. 2(1)(b)', 'art. 14(2)']],
    ['paras. 16, 18(c), 51, 88', ['para. 16', 'para. 18(c)', 'para. 51', 'para. 88']],
    ['paras. 22, 70, 88-89, 96-104', ['para. 22', 'para. 70', 'paras. 88-89', 'paras. 96-104']],
    ['arts. 3 and 12', ['art. 3', 'art. 12']],
    ['ch. XIII', ['ch. XIII']],
    ['s. 415(3A)', ['s. 415(3A)']],
    ['s. 415A', ['s. 415A']],
    ['p. 9', ['p. 9']],
  ])('“%s” is read into its places', (locator, expected) => {
    expect(labels(locator)).toEqual(expected);
  });

  test('is one place whatever spelling of the unit and of the dash its author uses', () => {
    expect(new Set(['s 523', 's. 523', 'ss. 523', 'section 523'].flatMap(labels))).toEqual(new Set(['s. 523']));
    expect(new Set(['paras. 29-31', 'paragraphs 29–31', 'paras 29 - 31'].flatMap(labels))).toEqual(
      new Set(['paras. 29-31']),
    );
    expect(unitOf('Articles')).toBe('article');
    expect(unitOf('arts.')).toBe('article');
    expect(unitOf('artist')).toBeUndefined();
  });

  test.each([
    ['art. 37(b), (d)', ['art. 37(b)', 'art. 37(d)']],
    ['art. 43(2), (6)', ['art. 43(2)', 'art. 43(6)']],
    ['para. 95(a), (h)', ['para. 95(a)', 'para. 95(h)']],
    ['art. 40(3)(b), (4)', ['art. 40(3)(b)', 'art. 40(4)']],
    ['art. 37, (b)', ['art. 37', 'art. 37(b)']],
    ['art. 9(1)-(2)', ['art. 9(1)-(2)']],
    ['para. 134(a)-(i)', ['para. 134(a)-(i)']],
    ['art. 40(2)(b)(i)-(iv)', ['art. 40(2)(b)(i)-(iv)']],
    ['art. 40(2)(b)(ii), (v)', ['art. 40(2)(b)(ii)', 'art. 40(2)(b)(v)']],
  ])('“%s”: a part that stands alone belongs to the number before it', (locator, expected) => {
    expect(labels(locator)).toEqual(expected);
  });

  test.each([
    ['annex, paras. 87-91', ['annex, paras. 87-91']],
    ['annex, part II', ['annex, part II']],
    ['title, para. 1', ['title', 'para. 1']],
    ['s 344 (text before the reform)', ['s. 344 (text before the reform)']],
  ])('“%s”: an annex has its own numbering, a title none, and a remark stays', (locator, expected) => {
    expect(labels(locator)).toEqual(expected);
  });

  test.each([
    'preamble',
    'definitions',
    'translator’s notice',
    'adoption and promulgation',
    'status, October 2022',
    'annex',
    'art. the first',
    'art. 5, preamble',
    'para. 1-2-3',
    '12',
    '(b)',
  ])('“%s” is no numbering and stays one named place, as written', (locator) => {
    expect(readLocator(locator)).toEqual([{ kind: 'named', label: locator }]);
  });

  test('that is empty is the document as a whole', () => {
    expect(readLocator(' ')).toEqual([{ kind: 'whole', label: '' }]);
  });

  test('gives labels that read back as the same place', () => {
    const number = fc.integer({ min: 1, max: 200 }).map(String);
    const path = fc
      .tuple(number, fc.constantFrom('', '(1)', '(a)', '(2)(b)', '(2)(b)(iv)', '.3'))
      .map((parts) => parts.join(''));
    const pieces = fc.array(path, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom('art.', 'paras.', 'rule', 's', 'annex, paras.'), pieces, (unit, written) => {
        const places = readLocator(`${unit} ${written.join(', ')}`);
        expect(places).toHaveLength(written.length);
        for (const found of places) expect(readLocator(found.label)).toEqual([found]);
      }),
    );
  });
});

describe('places', () => {
  const inOrder = [
    '',
    'cover',
    'preamble',
    'art. 2',
    'art. 9',
    'art. 9(1)',
    'art. 9(1)-(2)',
    'art. 9(2)',
    'art. 9(10)',
    'art. 10',
    'arts. 10-14',
    'art. 40(2)(b)',
    'art. 40(2)(b)(i)-(iv)',
    'art. 40(2)(b)(iii)',
    'art. 40(2)(b)(ix)',
    'art. 40(3)',
    'ch. IX',
    'ch. XIII',
    's. 415',
    's. 415(3)',
    's. 415(3A)',
    's. 415(4)',
    's. 415A',
    'rule 11',
    'rule 11.2',
    'rule 11.10',
    'para. 7',
    'para. 134(h)',
    'para. 134(i)',
    'annex, part II',
    'annex, para. 5',
  ];

  test('stand in natural order: the whole, named parts, numbers by their value, annexes last', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(inOrder, { minLength: inOrder.length }), (shuffled) => {
        expect(
          shuffled
            .map(place)
            .sort(comparePlaces)
            .map(({ label }) => label),
        ).toEqual(inOrder);
      }),
    );
  });
});
