import { QUESTION_TYPES } from '../../domain/quiz/types';
import type { Problem } from '../reading/problem';
import { partsOf } from '../types';
import { everyModule } from './rule';

/** The levels of questions that ask for judgement. */
const JUDGEMENT: ReadonlySet<string> = new Set(['apply', 'analyse', 'evaluate']);

/**
 * Rules about a bank as a whole: `question-count`, `bank-size`, `question-types`, `case-study`, `bank-reflection`,
 * `judgement-share`, `remember-share`.
 */
export const quizShape = everyModule(({ card, questions, quizFile }, standards) => {
  const problems: Problem[] = [];
  const report = (rule: string, message: string): void => {
    problems.push({ file: quizFile, line: 1, rule, message });
  };
  const entries = questions.map((question) => question.value);
  const reflections = entries.filter((entry) => entry.type === 'reflection').length;
  const graded = entries.length - reflections;
  const types = QUESTION_TYPES.filter((type) => entries.some((entry) => entry.type === type));
  const parts = Math.max(0, ...entries.map((entry) => partsOf(entry).length));
  const remembered = entries.filter((entry) => entry.bloom === 'remember').length;
  if (entries.length < standards.questions)
    report(
      'question-count',
      `The bank has ${entries.length} question(s); it should have at least ${standards.questions}.`,
    );
  // An empty bank fails every other rule too; one report is enough.
  if (entries.length === 0) return problems;
  if (graded < 2 * card.value.draw)
    report(
      'bank-size',
      `A quiz draws ${card.value.draw} graded questions; the bank needs twice as many and has ${graded}.`,
    );
  if (types.length < standards.questionTypes)
    report(
      'question-types',
      `The bank has ${types.length} type(s) of question (${types.join(', ')}); it should have at least ${standards.questionTypes}.`,
    );
  if (parts < standards.caseParts)
    report(
      'case-study',
      `The bank needs a case study with at least ${standards.caseParts} questions; its longest has ${parts}.`,
    );
  if (reflections < standards.reflections)
    report(
      'bank-reflection',
      `The bank has ${reflections} reflection(s); it should have at least ${standards.reflections}: every quiz asks one after its graded questions, and the next quiz another one.`,
    );
  const judged = entries.filter(({ type, bloom }) => type !== 'reflection' && JUDGEMENT.has(bloom ?? '')).length;
  if (judged < graded * standards.judgementShare)
    report(
      'judgement-share',
      `${judged} of ${graded} graded questions ask what to do, say or mend in a situation; at least ${percent(standards.judgementShare)} should.`,
    );
  if (remembered > entries.length * standards.rememberShare)
    report(
      'remember-share',
      `${remembered} of ${entries.length} questions ask for mere recall; at most ${percent(standards.rememberShare)} should.`,
    );
  return problems;
});

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}
