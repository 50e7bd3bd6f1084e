import { describe, expect, it } from 'vitest';
import { namesLearner } from '../../../../src/domain/learner/name-confirmation';

const sokha = { latinName: 'Sokha Chân', khmerName: 'ចាន់ សុខា' };

describe('a typed name signs and confirms', () => {
  it.each([
    ['in Latin script', 'Sokha Chân'],
    ['in Khmer script', 'ចាន់ សុខា'],
    ['in other letter case', 'sokha CHÂN'],
    ['with spaces around and within', '  Sokha \u00A0 Chân '],
    ['in another normal form', 'Sokha Cha\u0302n'],
    ['with zero-width spaces between Khmer words', 'ចាន់\u200B សុ\u200Bខា'],
    ['with joiners and direction marks', 'ចាន់\u200C សុខា\u200D\u200E'],
  ])('%s', (_, typed) => {
    expect(namesLearner(typed, sokha)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['only what shows nothing', ' \u200B\u200D '],
    ['a part of it', 'Sokha'],
    ['without its accent', 'Sokha Chan'],
    ['both scripts at once', 'Sokha Chân ចាន់ សុខា'],
    ['another name', 'Vanna Kim'],
  ])('not with %s', (_, typed) => {
    expect(namesLearner(typed, sokha)).toBe(false);
  });

  it('a stored name that holds a joiner, typed without it', () => {
    expect(namesLearner('ចាន់ សុខា', { latinName: '', khmerName: 'ចាន់\u200D សុខា' })).toBe(true);
  });

  it('never a record without a name, whatever is typed', () => {
    expect(namesLearner('', { latinName: '', khmerName: '' })).toBe(false);
    expect(namesLearner('a', { latinName: '', khmerName: '' })).toBe(false);
  });
});
