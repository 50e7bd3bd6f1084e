import { describe, expect, test } from 'vitest';
import { fullCases, lineIn, places } from '../support/problems';
import { question, singles } from '../support/valid-quiz';
import { filesOf, validSeries, type QuestionInput, type SeriesDraft } from '../support/valid-series';

const { problemsOfFiles } = fullCases;

const QUIZ = '01-norms/quiz.yaml';

/** The files of the valid series after a change to its data. */
function filesAfter(change: (draft: SeriesDraft) => void): Map<string, string> {
  const draft = validSeries();
  change(draft);
  return filesOf(draft);
}

/** Single choices whose key is the longest option. */
function longKeys(count: number): QuestionInput[] {
  return Array.from({ length: count }, (_item, index) => {
    const made = question('single', `long-${index}`, index);
    for (const option of made.options) if (option.correct) option.text = `${String(option.text)} in full`;
    return made;
  });
}

describe('over all modules', () => {
  /** Where the rule is broken, which names a line of the first bank or of the second. */
  function broken(rule: string, change: (quiz: QuestionInput[]) => void): readonly string[] {
    const files = filesAfter(({ modules }) => {
      for (const { quiz } of modules) change(quiz);
    });
    return places(problemsOfFiles(files)).filter((place) => place.endsWith(` ${rule}`));
  }

  /** All rules that a change to the first bank alone breaks. */
  function brokenInFirst(change: (quiz: QuestionInput[]) => void): readonly string[] {
    const files = filesAfter(({ modules: [first] }) => {
      change(first.quiz);
    });
    return places(problemsOfFiles(files));
  }

  const lineOf = (needle: string, occurrence = 1): number => lineIn(filesOf(validSeries()), QUIZ, needle, occurrence);

  /** Gives as many right and wrong options of a bank the word "only". There are 29 right ones and 57 wrong ones. */
  const absolute =
    (right: number, wrong: number) =>
    (quiz: QuestionInput[]): void => {
      const options = [...quiz.filter((entry) => entry.type === 'multiple'), ...singles(quiz)].flatMap(
        (entry) => entry.options,
      );
      for (const [correct, count] of [
        [true, right],
        [false, wrong],
      ] as const)
        for (const option of options.filter((each) => (each.correct ?? false) === correct).slice(0, count))
          option.text = `Only ${String(option.text)}`;
    };

  test('absolute words are about as frequent in right options as in wrong ones', () => {
    expect(broken('absolute-words', absolute(0, 2))).toEqual([]);
    expect(broken('absolute-words', absolute(4, 8))).toEqual([]);
    expect(broken('absolute-words', absolute(0, 6))).toEqual([expect.stringMatching(/^01-norms\/quiz\.yaml:\d+ /u)]);
    expect(broken('absolute-words', absolute(4, 0))).toEqual([`${QUIZ}:${lineOf('options:', 11) + 1} absolute-words`]);
  });

  test('a multiple choice has two to four right options', () => {
    const right =
      (count: number) =>
      (quiz: QuestionInput[]): void => {
        const first = quiz.find((entry) => entry.type === 'multiple');
        first?.options.forEach((option, place) => {
          option.correct = place < count;
        });
      };
    expect(brokenInFirst(right(2))).toEqual([]);
    expect(brokenInFirst(right(1))).toEqual([`${QUIZ}:${lineOf('options:', 11)} key-count`]);
    expect(brokenInFirst(right(5))).toEqual([`${QUIZ}:${lineOf('options:', 11)} key-count`]);
  });

  test('at most 60 % of the multiple choices have the same number of right options', () => {
    const three =
      (count: number) =>
      (quiz: QuestionInput[]): void => {
        quiz
          .filter((entry) => entry.type === 'multiple')
          .forEach(({ options }, index) => {
            options.forEach((option, place) => {
              option.correct = place < (index < count ? 3 : 2);
            });
          });
      };
    expect(broken('key-count', three(3))).toEqual([]);
    expect(broken('key-count', three(4))).toEqual([`${QUIZ}:${lineOf('options:', 11)} key-count`]);
  });

  test('45 to 55 % of the statements are true', () => {
    const truth =
      (answer: boolean) =>
      (quiz: QuestionInput[]): void => {
        const other = quiz.find((entry) => entry.type === 'true-false' && entry.answer !== answer);
        if (other?.type === 'true-false') other.answer = answer;
      };
    expect(broken('true-false-share', truth(true))).toEqual([`${QUIZ}:${lineOf('answer:')} true-false-share`]);
    expect(broken('true-false-share', truth(false))).toEqual([`${QUIZ}:${lineOf('answer:')} true-false-share`]);
  });

  test('banks too small to be measured each are measured together', () => {
    const files = filesAfter((draft) => {
      for (const module of draft.modules)
        module.quiz = module.quiz.filter((entry) => !['single', 'case'].includes(entry.type)).concat(longKeys(4));
    });
    const found = problemsOfFiles(files).filter(({ rule }) => rule === 'longest-option');
    expect(places(found)).toEqual([`series.yaml:${lineIn(files, 'series.yaml', 'modules:')} longest-option`]);
    expect(found[0]?.message).toContain('8 of 8 single-choice questions of all modules');
  });
});
