import { describe, expect, test } from 'vitest';
import { questionRevision } from '../../../../src/domain/quiz/question-revision';
import { caseStudy, matching, option, ordering, singleChoice } from '../../../support/builders/series-builders';

const question = singleChoice('a/q1');
const revision = questionRevision(question);

describe('a question’s revision', () => {
  test('changes with what is asked and with the key', () => {
    expect(questionRevision({ ...question, stem: 'What else?' })).not.toBe(revision);
    expect(questionRevision({ ...question, options: [...question.options, option('z')] })).not.toBe(revision);
    expect(
      questionRevision({ ...question, options: question.options.map((each) => ({ ...each, correct: !each.correct })) }),
    ).not.toBe(revision);
  });

  test('changes with the order of an ordering and with a part of a case', () => {
    const order = ordering('a/q2', 3);
    expect(questionRevision({ ...order, items: order.items.toReversed() })).not.toBe(questionRevision(order));
    const parts = [singleChoice('a/q3/p1'), matching('a/q3/p2')];
    expect(questionRevision(caseStudy('a/q3', { parts: parts.toReversed() }))).not.toBe(
      questionRevision(caseStudy('a/q3', { parts })),
    );
  });

  test('stays with another explanation, another place, and other quotation marks, spaces and capitals', () => {
    expect(
      questionRevision({
        ...question,
        rationale: 'For another reason.',
        sources: [],
        sectionId: 'a/second',
        stem: ` “${question.stem.toUpperCase()}” `,
        options: question.options.map((each) => ({ ...each, feedback: 'Otherwise.' })),
      }),
    ).toBe(revision);
  });

  test('stays whatever order the fields are in', () => {
    const turned = Object.fromEntries(Object.entries(question).reverse()) as unknown as typeof question;
    expect(questionRevision(turned)).toBe(revision);
  });

  test('keeps Khmer vowels and signs apart', () => {
    expect(questionRevision({ ...question, stem: 'កុមារ' })).not.toBe(questionRevision({ ...question, stem: 'កមារ' }));
  });
});
