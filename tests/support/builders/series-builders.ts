import { questionRevision } from '../../../src/domain/quiz/question-revision';
import type { ModuleContent, ModuleOutline } from '../../../src/domain/series/module';
import type {
  Option,
  OrderingQuestion,
  Question,
  MatchingQuestion,
  MultipleResponseQuestion,
  SingleChoiceQuestion,
  TrueFalseQuestion,
  CaseStudyQuestion,
  ReflectionQuestion,
  Revised,
} from '../../../src/domain/series/question';
import type { SectionOutline } from '../../../src/domain/series/section';
import type { Sequence, Series } from '../../../src/domain/series/series';

/** A section of 400 words, two minutes; `id` is global: `<module id>/<section id>`. */
export function section(id: string, overrides: Partial<SectionOutline> = {}): SectionOutline {
  return {
    id,
    title: `About ${id}`,
    words: 400,
    minutes: 2,
    blockIds: [`${id}#opening`],
    ...overrides,
  };
}

/** A module of two sections and a draw of four from eight questions, pass mark 0.8. */
export function module(id: string, overrides: Partial<ModuleOutline> = {}): ModuleOutline {
  return {
    id,
    number: 1,
    title: `Module ${id}`,
    shortTitle: id,
    presenters: [{ name: 'Sok Dara', organisation: 'Child Justice Network' }],
    spokenLanguage: 'en',
    sections: [section(`${id}/first`), section(`${id}/second`)],
    questionCount: 8,
    drawCount: 4,
    passMark: 0.8,
    minutes: 10,
    ...overrides,
  };
}

/** The text of a module without any, and a bank of these questions. */
export function bankOf(...given: readonly Question[]): ModuleContent {
  const questions = given.map(revised);
  return { moduleId: 'a', sections: [], questions, sources: [], terms: [] };
}

/** A sequence of these modules, in advised order. */
export function sequence(id: string, moduleIds: readonly string[], overrides: Partial<Sequence> = {}): Sequence {
  return { id, title: `Sequence ${id}`, moduleIds, order: 'advised', ...overrides };
}

/** A series of four modules, `a` to `d`, of which `b`, `c` and `d` are the sequence `rights`. */
export function series(overrides: Partial<Series> = {}): Series {
  return {
    id: 'series',
    title: 'Child Justice Series',
    edition: '2026',
    organiser: 'Child Justice Network',
    accountHomePage: 'https://network.example/',
    modules: ['a', 'b', 'c', 'd'].map((id, index) => module(id, { number: index + 1 })),
    sequences: [sequence('rights', ['b', 'c', 'd'])],
    bankRevision: '00000000',
    ...overrides,
  };
}

/** A question as the course is compiled with it. */
export function revised<Each extends Question>(question: Each): Each & Revised {
  return { ...question, revision: questionRevision(question) };
}

/** An option; its feedback names it. */
export function option(id: string, correct = false): Option {
  return { id, text: `Option ${id}`, correct, feedback: `About ${id}.` };
}

const placed = (id: string) => ({
  id,
  objectiveId: 'a/know',
  sectionId: 'a/first',
  bloom: 'understand' as const,
  stem: `What about ${id}?`,
  rationale: 'Because.',
  sources: [{ sourceId: 'crc', locator: 'art. 40' }],
});

/** A single-choice question of three options; `a` is right. */
export function singleChoice(id: string, overrides: Partial<SingleChoiceQuestion> = {}): SingleChoiceQuestion {
  return { ...placed(id), type: 'single', options: [option('a', true), option('b'), option('c')], ...overrides };
}

/** A multiple-response question with as many right options (`right1`…) and wrong ones (`wrong1`…) as asked for. */
export function multipleResponse(id: string, right = 2, wrong = 2): MultipleResponseQuestion {
  const rightOptions = Array.from({ length: right }, (_, index) => option(`right${index + 1}`, true));
  const wrongOptions = Array.from({ length: wrong }, (_, index) => option(`wrong${index + 1}`));
  return { ...placed(id), type: 'multiple', options: [...rightOptions, ...wrongOptions] };
}

/** A statement to judge. */
export function trueFalse(id: string, answer = true): TrueFalseQuestion {
  return { ...placed(id), type: 'true-false', options: [option('true', answer), option('false', !answer)] };
}

/** Items `1` to `count`, in this order. */
export function ordering(id: string, count = 4): OrderingQuestion {
  const items = Array.from({ length: count }, (_, index) => ({
    id: String(index + 1),
    text: `Step ${index + 1}`,
    feedback: '',
  }));
  return { ...placed(id), type: 'ordering', items };
}

/** Pairs `p1`… and extras `x1`…. */
export function matching(id: string, pairs = 3, extras = 1): MatchingQuestion {
  return {
    ...placed(id),
    type: 'matching',
    pairs: Array.from({ length: pairs }, (_, index) => ({
      id: `p${index + 1}`,
      left: `Left ${index + 1}`,
      right: `Right ${index + 1}`,
      feedback: '',
    })),
    extras: Array.from({ length: extras }, (_, index) => ({
      id: `x${index + 1}`,
      right: `Extra ${index + 1}`,
      feedback: '',
    })),
  };
}

/**
 * A scenario with a single choice (`<id>/p1`), a statement to judge (`<id>/p2`) and a multiple response (`<id>/p3`).
 */
export function caseStudy(id: string, overrides: Partial<CaseStudyQuestion> = {}): CaseStudyQuestion {
  return {
    ...placed(id),
    type: 'case',
    scenario: 'A boy of fifteen took a bicycle.',
    parts: [singleChoice(`${id}/p1`), trueFalse(`${id}/p2`), multipleResponse(`${id}/p3`)],
    ...overrides,
  };
}

/** A reflection: never graded. */
export function reflection(id: string): ReflectionQuestion {
  return { ...placed(id), type: 'reflection' };
}
