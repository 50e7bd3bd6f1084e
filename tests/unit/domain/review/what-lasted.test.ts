import { describe, expect, test } from 'vitest';
import { objectiveScores, weakest } from '../../../../src/domain/review/objective-scores';
import { calibration, whatLasted } from '../../../../src/domain/review/what-lasted';
import { card, reviewOn } from '../../../support/builders/review-builders';

describe('what lasted', () => {
  test('sets the first answers of a module against those of 30 and of 90 days later', () => {
    const cards = [
      card('a/q1', [reviewOn(0), reviewOn(10, { points: 0 }), reviewOn(40), reviewOn(120, { points: 0 })]),
      card('a/q2', [reviewOn(5, { points: 0 }), reviewOn(35, { points: 0.5 }), reviewOn(60)]),
      card('a/q3', [reviewOn(0)]),
    ];
    expect(whatLasted(cards)).toEqual([
      {
        moduleId: 'a',
        first: { score: 2 / 3, questions: 3 },
        after30: { score: 0.75, questions: 2 },
        after90: { score: 0, questions: 1 },
      },
    ]);
  });

  test('says nothing of days on which nothing was asked', () => {
    expect(whatLasted([card('a/q', [reviewOn(0), reviewOn(29)])])).toEqual([
      { moduleId: 'a', first: { score: 1, questions: 1 }, after30: null, after90: null },
    ]);
    expect(whatLasted([card('a/q', [])])).toEqual([]);
  });
});

test('sure and unsure are set against right and wrong, and what was not said counts for neither', () => {
  const cards = [
    card('a/q1', [reviewOn(0), reviewOn(1, { points: 0 }), reviewOn(2, { confidence: 'unsure', points: 0.5 })]),
    card('b/q1', [reviewOn(0, { confidence: 'unsaid' }), reviewOn(1)]),
  ];
  expect(calibration(cards)).toEqual([
    { confidence: 'sure', answers: 3, right: 2 },
    { confidence: 'unsure', answers: 1, right: 0 },
  ]);
});

test('an objective is known as well as the newest answers to its questions say', () => {
  const objectives = [{ id: 'a/know', text: 'Know it' }];
  const placed = { objectiveId: 'a/know', sectionId: 'a/first', revision: 'r1' };
  const index = { 'a/q1': placed, 'a/q2': placed, 'a/q3': placed, 'b/q1': { ...placed, objectiveId: 'b/know' } };
  const cards = [
    card('a/q1', [reviewOn(0, { points: 0 }), reviewOn(3)]),
    card('a/q2', [reviewOn(0, { points: 0.5 })]),
    card('a/q3', []),
    card('a/gone', [reviewOn(0, { points: 0 })]),
  ];
  expect(objectiveScores(objectives, index, cards)[0]).toMatchObject({ score: 0.75, answered: 2, questions: 3 });
  expect(objectiveScores(objectives, index, [])[0]).toMatchObject({ score: null, answered: 0, questions: 3 });
});

test('what is to be read again is what is known least, with the section of its worst answer', () => {
  const objectives = ['low', 'lowest', 'known', 'unasked'].map((id) => ({ id, text: id }));
  const of = (objectiveId: string, sectionId: string) => ({ objectiveId, sectionId, revision: 'r1' });
  const index = {
    'a/q1': of('low', 'a/first'),
    'a/q2': of('low', 'a/second'),
    'a/q3': of('lowest', 'a/third'),
    'a/q4': of('known', 'a/first'),
    'a/q5': of('unasked', 'a/first'),
  };
  const cards = [
    card('a/q1', [reviewOn(0)]),
    card('a/q2', [reviewOn(0, { points: 0.5 })]),
    card('a/q3', [reviewOn(0, { points: 0 })]),
    card('a/q4', [reviewOn(0, { points: 0.8 })]),
  ];
  const scores = objectiveScores(objectives, index, cards);
  const shown = (limit: number) => weakest(scores, limit).map(({ text, sectionId }) => [text, sectionId]);
  expect(shown(3)).toEqual([
    ['lowest', 'a/third'],
    ['low', 'a/second'],
  ]);
  expect(shown(1)).toEqual([['lowest', 'a/third']]);
});
