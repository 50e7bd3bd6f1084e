import type { BloomLevel } from '../../domain/series/question';

/** Smallest and largest allowed value, both included. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** The limits of the countable rules. */
export interface ContentStandards {
  /** Words of prose in one section, with headings and boxes, without tables, citations and figures. */
  readonly sectionWords: Bounds;
  readonly sections: Bounds;
  readonly moduleWords: Bounds;
  /** Most words in a module's folds, which aren't counted as its prose. */
  readonly foldWords: number;
  /** Most words of a sentence, and on average in a module; longer quotations count as one word. */
  readonly sentenceWords: number;
  readonly meanSentenceWords: number;
  /** Most words of a paragraph or a list item. */
  readonly paragraphWords: number;
  readonly summaryWords: Bounds;
  readonly objectives: Bounds;
  readonly figures: number;
  /** Questions in a module's bank; a case study counts as one. */
  readonly questions: number;
  readonly questionsPerObjective: number;
  /** Different question types in a bank. */
  readonly questionTypes: number;
  /** Questions that at least one case study of the bank must have; 0 where none is required. */
  readonly caseParts: number;
  /** Fewest reflections of a bank: every quiz asks one after its graded questions, and the next quiz asks another. */
  readonly reflections: number;
  /** Smallest share of a bank's graded questions that set a situation: apply, analyse or evaluate. */
  readonly judgementShare: number;
  /** Largest share of recall questions in a bank. */
  readonly rememberShare: number;
  /** Largest share of the single-choice questions in which no option is longer than the right one. */
  readonly longestRightShare: number;
  /** Largest share of the single-choice questions in which no option is shorter than the right one. */
  readonly shortestRightShare: number;
  /** Largest share of the single-choice questions whose right option is at the same place. */
  readonly keyPlaceShare: number;
  /** Fewest questions of a type for which shares are checked. */
  readonly shareSample: number;
  /** Largest distance between the shares of right and of wrong options that have an absolute word, over all modules. */
  readonly absoluteWordsGap: number;
  /** Right options of a multiple-choice question. */
  readonly keysPerMultiple: Bounds;
  /** Largest share of all multiple-choice questions with the same number of right options. */
  readonly keyCountShare: number;
  /** Share of true ones among the statements of all modules. */
  readonly trueShare: Bounds;
  /** Largest share of a bank's sources that name a document without article or paragraph. */
  readonly wholeSourceShare: number;
  readonly termsPerModule: number;
  readonly terms: number;
  /** Characters of a title in a figure. */
  readonly figureTitle: number;
  /** Characters of a detail, an exit or a leaf in a figure. */
  readonly figureDetail: number;
  /** Characters of a question, a note or an end in a decision. */
  readonly decisionText: number;
  /** Words on the one page that a module ends in; least is 0 where a module may have none. */
  readonly jobAidWords: Bounds;
}

/**
 * What `npm run check:content` and the build apply; `docs/authoring.md` ("What the check asks") tells authors.
 */
export const CONTENT_STANDARDS: ContentStandards = {
  sectionWords: { least: 400, most: 700 },
  sections: { least: 5, most: 7 },
  moduleWords: { least: 2400, most: 3600 },
  foldWords: 400,
  sentenceWords: 26,
  meanSentenceWords: 14,
  paragraphWords: 80,
  summaryWords: { least: 60, most: 100 },
  objectives: { least: 5, most: 7 },
  figures: 2,
  questions: 24,
  questionsPerObjective: 3,
  questionTypes: 5,
  caseParts: 3,
  reflections: 2,
  judgementShare: 0.6,
  rememberShare: 0.25,
  longestRightShare: 0.3,
  shortestRightShare: 0.3,
  keyPlaceShare: 0.45,
  shareSample: 5,
  absoluteWordsGap: 0.05,
  keysPerMultiple: { least: 2, most: 4 },
  keyCountShare: 0.6,
  trueShare: { least: 0.45, most: 0.55 },
  wholeSourceShare: 0.2,
  termsPerModule: 12,
  terms: 100,
  figureTitle: 40,
  figureDetail: 90,
  decisionText: 90,
  jobAidWords: { least: 150, most: 480 },
};

/** Verbs that an objective may begin with, by Bloom's levels (Anderson and Krathwohl's revision). */
const BLOOM_VERBS: Readonly<Record<BloomLevel | 'create', string>> = {
  remember: 'define identify label list locate match name outline recall recognise select state',
  understand:
    'classify compare contrast describe discuss distinguish explain illustrate interpret paraphrase summarise trace',
  apply:
    'apply build calculate choose conduct demonstrate draft follow map navigate plan prepare present report request respond solve use',
  analyse:
    'analyse attribute deconstruct derive detect diagnose differentiate examine infer order organise relate separate sequence test',
  evaluate:
    'appraise argue assess check critique decide defend evaluate judge justify rank recommend review verify weigh',
  create: 'combine compose construct create design develop devise formulate propose',
};

/** Whether an objective may begin with a verb. */
export function isBloomVerb(verb: string): boolean {
  return Object.values(BLOOM_VERBS).some((verbs) => verbs.split(' ').includes(verb));
}
