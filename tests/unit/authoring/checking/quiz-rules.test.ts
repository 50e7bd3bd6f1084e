import { describe, expect, test } from 'vitest';
import { fullCases, lineIn, places, thinCases, type Cases } from '../support/problems';
import { question, singles, type SingleInput } from '../support/valid-quiz';
import { filesOf, thinSeries, validSeries, type ModuleDraft, type QuestionInput } from '../support/valid-series';

const QUIZ = '01-norms/quiz.yaml';

type Change = (quiz: QuestionInput[], module: ModuleDraft) => void;

function placesAfter(change: Change, { problemsAfter }: Cases): readonly string[] {
  return places(
    problemsAfter(({ modules: [first] }) => {
      change(first.quiz, first);
    }),
  );
}

/** The problems of a full bank after one change to it. */
function afterChange(change: Change): readonly string[] {
  return placesAfter(change, fullCases);
}

/** The problems where the first questions of the bank have these fields. */
function afterSetting(count: number, fields: Partial<Pick<QuestionInput, 'bloom' | 'source'>>): readonly string[] {
  return afterChange((quiz) => quiz.slice(0, count).forEach((entry) => Object.assign(entry, fields)));
}

/** Replaces a question by one of another type that keeps its place. */
function retype(quiz: QuestionInput[], from: QuestionInput['type'], to: QuestionInput['type']): void {
  quiz.forEach((old, index) => {
    if (old.type === from)
      quiz[index] = { ...question(to, old.id, index % 4, old.objective, old.section), source: old.source };
  });
}

describe('the bank as a whole', () => {
  test('fewer than 24 questions are reported', () => {
    expect(
      afterChange((quiz) => {
        quiz.splice(10, 2);
      }),
    ).toEqual([`${QUIZ}:1 question-count`]);
  });

  test('an empty bank is one problem, not five', () => {
    expect(
      afterChange((quiz) => {
        quiz.splice(0);
      }),
    ).toEqual([`${QUIZ}:1 question-count`]);
  });

  test('a bank that is less than twice the draw is reported', () => {
    expect(
      afterChange((_quiz, module) => {
        module.card.draw = 13;
      }),
    ).toEqual([`${QUIZ}:1 bank-size`]);
  });

  test('four types are too few', () => {
    expect(
      afterChange((quiz) => {
        for (const type of ['ordering', 'matching'] as const) retype(quiz, type, 'true-false');
        retype(quiz, 'reflection', 'multiple');
      }),
    ).toEqual([`${QUIZ}:1 bank-reflection`, `${QUIZ}:1 question-types`]);
  });

  test('a bank without a reflection is reported, and one of a single reflection, which would be asked again each time; two are enough', () => {
    const keep =
      (count: number) =>
      (quiz: QuestionInput[]): void => {
        quiz
          .filter(({ type }) => type === 'reflection')
          .slice(count)
          .forEach((old) => {
            quiz[quiz.indexOf(old)] = {
              ...question('multiple', old.id, 0, old.objective, old.section),
              source: old.source,
            };
          });
      };
    expect(validSeries().modules[0].quiz.filter(({ type }) => type === 'reflection')).toHaveLength(2);
    expect(afterChange(keep(0))).toEqual([`${QUIZ}:1 bank-reflection`]);
    expect(afterChange(keep(1))).toEqual([`${QUIZ}:1 bank-reflection`]);
    expect(afterChange(keep(2))).toEqual([]);
  });

  test('a bank without a case study of three questions is reported', () => {
    expect(
      afterChange((quiz) => {
        for (const entry of quiz) if (entry.type === 'case') entry.parts.pop();
      }),
    ).toEqual([`${QUIZ}:1 case-study`]);
  });

  test('more than a quarter of mere recall is reported, a quarter is not', () => {
    expect(afterSetting(6, { bloom: 'remember' })).toEqual([]);
    expect(afterSetting(7, { bloom: 'remember' })).toEqual([`${QUIZ}:1 remember-share`]);
  });

  test('fewer than three fifths that set a situation are reported', () => {
    expect(afterSetting(8, { bloom: 'understand' })).toEqual([]);
    expect(afterSetting(10, { bloom: 'understand' })).toEqual([`${QUIZ}:1 judgement-share`]);
  });

  test('more than a fifth of the questions that name no article are reported', () => {
    expect(afterSetting(5, { source: '@crc' })).toEqual([]);
    expect(afterSetting(6, { source: '@crc' })).toEqual([`${QUIZ}:1 question-place`]);
  });

  test('an objective with two questions is reported at the objective', () => {
    const files = filesOf(validSeries());
    const line = lineIn(files, '01-norms/module.yaml', 'id: assess-risks');
    expect(
      afterChange((quiz) => {
        quiz
          .filter(({ objective }) => objective === 'assess-risks')
          .slice(0, 3)
          .forEach((entry) => {
            entry.objective = 'explain-norms';
          });
      }),
    ).toEqual([`01-norms/module.yaml:${line} questions-per-objective`]);
  });

  test('an objective that a part of a case serves counts for it', () => {
    expect(
      afterChange((quiz) => {
        quiz
          .filter(({ objective }) => objective === 'assess-risks')
          .slice(0, 3)
          .forEach((entry) => {
            entry.objective = 'explain-norms';
          });
        for (const entry of quiz)
          if (entry.type === 'case' && entry.parts[0]) entry.parts[0].objective = 'assess-risks';
      }),
    ).toEqual([]);
  });
});

describe('keys', () => {
  test('a single-choice question with two right options, or none', () => {
    const line = lineIn(filesOf(validSeries()), QUIZ, 'options:');
    expect(
      afterChange((quiz) => {
        for (const option of singles(quiz)[0]?.options.slice(0, 2) ?? []) option.correct = true;
      }),
    ).toEqual([`${QUIZ}:${line} single-key`]);
    expect(
      afterChange((quiz) => {
        for (const option of singles(quiz)[0]?.options ?? []) option.correct = false;
      }),
    ).toEqual([`${QUIZ}:${line} single-key`]);
  });

  test('a multiple response without a right or without a wrong option', () => {
    const set =
      (correct: boolean) =>
      (quiz: QuestionInput[]): void => {
        const multiple = quiz.find((entry) => entry.type === 'multiple');
        for (const option of multiple?.options ?? []) option.correct = correct;
      };
    const line = lineIn(filesOf(validSeries()), QUIZ, 'options:', 11);
    expect(afterChange(set(true))).toEqual([`${QUIZ}:${line} multiple-keys`]);
    expect(afterChange(set(false))).toEqual([`${QUIZ}:${line} multiple-keys`]);
  });

  test('the right option may be among the longest in at most 30 % of the single-choice questions, unless all are equally long', () => {
    const lengthen =
      (count: number, alsoWrong: boolean) =>
      (quiz: QuestionInput[]): void => {
        for (const { options } of singles(quiz).slice(0, count)) {
          for (const option of options) if (option.correct || alsoWrong) option.text = `${String(option.text)} in full`;
        }
      };
    expect(singles(validSeries().modules[0].quiz)).toHaveLength(14);
    expect(afterChange(lengthen(4, false))).toEqual([]);
    expect(afterChange(lengthen(5, false))).toEqual([`${QUIZ}:1 longest-option`]);
    expect(afterChange(lengthen(14, true))).toEqual([]);
  });

  test('it may be among the shortest in at most 30 %, with another one that is as short too', () => {
    const shorten =
      (count: number) =>
      (quiz: QuestionInput[]): void => {
        for (const { options } of singles(quiz).slice(0, count))
          options.forEach((option, place) => {
            option.text = option.correct || place === 3 ? `So ${String(option.id)}` : option.text;
          });
      };
    expect(afterChange(shorten(4))).toEqual([]);
    expect(afterChange(shorten(5))).toEqual([`${QUIZ}:1 shortest-option`]);
  });

  test('the right option may stand at the same place in at most 45 % of the single-choice questions', () => {
    const move =
      (count: number) =>
      (quiz: QuestionInput[]): void => {
        singles(quiz)
          .slice(0, 11)
          .forEach(({ options }, index) => {
            options.forEach((option, place) => {
              option.correct = place === (index < count ? 3 : index % 3);
            });
          });
      };
    expect(afterChange(move(6))).toEqual([]);
    expect(afterChange(move(7))).toEqual([`${QUIZ}:1 key-position`]);
  });
});

describe('wording', () => {
  const { editedFiles, problemsOfFiles } = thinCases;

  /** The problems of a thin bank after one change to it: no wording depends on how many questions there are. */
  function afterWording(change: Change): readonly string[] {
    return placesAfter(change, thinCases);
  }

  /** Expects that this edit of the first question breaks exactly this rule at the line of `needle`. */
  function breaks(rule: string, from: string, to: string, needle: string): void {
    const files = editedFiles(QUIZ, from, to);
    expect(places(problemsOfFiles(files))).toEqual([`${QUIZ}:${lineIn(files, QUIZ, needle)} ${rule}`]);
  }

  test.each(['All of the above', 'None of the above', 'Both of these answers'])(
    'the option "%s" is reported',
    (text) => {
      const files = editedFiles(QUIZ, 'text: Answer b', `text: ${text}`);
      expect(places(problemsOfFiles(files))).toContain(`${QUIZ}:${lineIn(files, QUIZ, text) - 1} of-the-above`);
    },
  );

  test.each([
    'Which duty is not meant?',
    'Every duty is meant except one. Which duty is meant except this?',
    'What would you do least here?',
  ])('the negative question "%s" is reported', (stem) => {
    breaks('negative-stem', 'stem: Which duty is meant?', `stem: ${stem}`, stem);
  });

  test.each([
    'Which duty is NOT meant?',
    'A girl has not been heard. Which duty is meant?',
    'Which duty covers at least one child?',
    'Why does a signature not bind?',
    'What is said about a child who could not speak?',
  ])('"%s" is no hidden negative', (stem) => {
    expect(places(problemsOfFiles(editedFiles(QUIZ, 'stem: Which duty is meant?', `stem: ${stem}`)))).toEqual([]);
  });

  test('an option, an item, a pair, what fits nowhere and a judgement without feedback', () => {
    const line = (needle: string, occurrence = 1): number => lineIn(filesOf(thinSeries()), QUIZ, needle, occurrence);
    expect(
      afterWording((quiz) => {
        delete singles(quiz)[0]?.options[0]?.feedback;
      }),
    ).toEqual([`${QUIZ}:${line('- id: a')} feedback`]);
    expect(
      afterWording((quiz) => {
        for (const entry of quiz) if (entry.type === 'ordering') delete entry.items[0]?.feedback;
      }),
    ).toEqual([`${QUIZ}:${line('text: Step a') - 1} feedback`]);
    expect(
      afterWording((quiz) => {
        for (const entry of quiz) if (entry.type === 'matching') delete entry.pairs[0]?.feedback;
      }),
    ).toEqual([`${QUIZ}:${line('left: Left a') - 1} feedback`]);
    expect(
      afterWording((quiz) => {
        for (const entry of quiz) if (entry.type === 'matching') delete entry.extras?.[0]?.feedback;
      }),
    ).toEqual([`${QUIZ}:${line('- id: x')} feedback`]);
    expect(
      afterWording((quiz) => {
        const entry = quiz.find(({ type }) => type === 'true-false');
        if (entry?.type === 'true-false') entry.feedback = { true: 'It is.' };
      }),
    ).toHaveLength(1);
    expect(
      afterWording((quiz) => {
        for (const entry of quiz)
          if (entry.type === 'case') delete (entry.parts as SingleInput[])[0]?.options[0]?.feedback;
      }),
    ).toHaveLength(1);
  });

  test.each(['Right. It is meant.', 'Right: it is meant.', 'No, it isn’t meant.', 'Correct. It is meant.'])(
    'the feedback "%s" says the verdict, which the app says itself',
    (feedback) => {
      expect(
        afterWording((quiz) => {
          const option = singles(quiz)[0]?.options[0];
          if (option) option.feedback = feedback;
        }),
      ).toEqual([expect.stringContaining(' verdict')]);
      expect(
        afterWording((quiz) => {
          const entry = quiz.find(({ type }) => type === 'true-false');
          if (entry?.type === 'true-false') entry.feedback = { ...entry.feedback, true: feedback };
        }),
      ).toEqual([expect.stringContaining(' verdict')]);
    },
  );

  test.each(['No. 24 says so.', 'Right holders are children.', 'No child may be.'])(
    'the feedback "%s" begins with a reason',
    (feedback) => {
      expect(
        afterWording((quiz) => {
          const option = singles(quiz)[0]?.options[0];
          if (option) option.feedback = feedback;
        }),
      ).toEqual([]);
    },
  );

  test('two options, items or right sides that read alike', () => {
    expect(
      afterWording((quiz) => {
        const option = singles(quiz)[0]?.options[1];
        if (option) option.text = 'Answer a';
      }),
    ).toHaveLength(1);
    const line = lineIn(filesOf(thinSeries()), QUIZ, 'pairs:');
    expect(
      afterWording((quiz) => {
        for (const entry of quiz) if (entry.type === 'matching' && entry.extras?.[0]) entry.extras[0].right = 1980;
      }),
    ).toEqual([`${QUIZ}:${line} same-text`]);
    expect(
      afterWording((quiz) => {
        for (const entry of quiz) if (entry.type === 'ordering' && entry.items[1]) entry.items[1].text = 'Step a';
      }),
    ).toEqual([`${QUIZ}:${lineIn(filesOf(thinSeries()), QUIZ, 'items:')} same-text`]);
  });

  test.each([
    ['single', 3, 5],
    ['multiple', 4, 6],
    ['ordering', 3, 6],
    ['matching', 3, 6],
  ] as const)('a question of type %s has %i to %i things to choose from', (type, least, most) => {
    const isRefused = (length: number): boolean =>
      afterWording((quiz) => {
        for (const entry of quiz) {
          const list = 'options' in entry ? entry.options : 'items' in entry ? entry.items : [];
          const things: object[] = 'pairs' in entry ? entry.pairs : list;
          if (entry.type !== type) continue;
          const more = Array.from({ length }, (_, index) => ({ ...things[1], id: `more-${index}` }));
          things.splice(1, things.length, ...more.slice(1));
        }
      }).some((place) => place.endsWith(' schema'));
    expect([least - 1, least, most, most + 1].map(isRefused)).toEqual([true, false, false, true]);
  });

  test('a source that is not written as a citation', () => {
    breaks('question-source', 'source: "@crc art. 37"', 'source: CRC, article 37', 'source: CRC');
  });

  test('several sources are fine', () => {
    expect(
      places(problemsOfFiles(editedFiles(QUIZ, 'source: "@crc art. 37"', 'source: "@crc art. 37; @report p. 3"'))),
    ).toEqual([]);
  });
});
