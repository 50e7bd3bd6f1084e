import { stringify } from 'yaml';
import type { InferInput } from 'valibot';
import type { agreementSchema } from '../../../../src/authoring/schemas/agreement-schema';
import type { figureSchema } from '../../../../src/authoring/schemas/figure-schema';
import type { jobAidSchema } from '../../../../src/authoring/schemas/job-aid-schema';
import type { moduleSchema, seriesSchema } from '../../../../src/authoring/schemas/card-schemas';
import type { questionSchema } from '../../../../src/authoring/types';
import type { sourceSchema, termSchema } from '../../../../src/authoring/schemas/reference-schema';
import { validQuiz } from './valid-quiz';
import { sectionBody } from './valid-section';

export type QuestionInput = InferInput<typeof questionSchema>;

export interface SectionDraft {
  name: string;
  head: { id: string; title: string; objectives: string[] };
  body: string;
}

export interface ModuleDraft {
  folder: string;
  card: InferInput<typeof moduleSchema>;
  sections: SectionDraft[];
  figures: Record<string, InferInput<typeof figureSchema>>;
  quiz: QuestionInput[];
  agreement?: InferInput<typeof agreementSchema>;
  jobAid?: InferInput<typeof jobAidSchema>;
}

export interface SeriesDraft {
  card: InferInput<typeof seriesSchema>;
  modules: [ModuleDraft, ModuleDraft];
  sources: InferInput<typeof sourceSchema>[];
  terms: InferInput<typeof termSchema>[];
}

export const OBJECTIVES = ['explain-norms', 'apply-rules', 'compare-courts', 'analyse-cases', 'assess-risks'] as const;

const SECTIONS = ['one', 'two', 'three', 'four', 'five', 'six'] as const;

/** A small series that breaks no rule, with room to change one thing at a time. */
export function validSeries(): SeriesDraft {
  return {
    card: {
      id: 'test-series',
      title: 'Test series',
      edition: '2026',
      organiser: 'Test network',
      accountHomePage: 'https://example.org/',
      modules: ['01-norms', '02-courts'],
      sequences: [{ id: 'both', title: 'Both modules', modules: ['norms', 'courts'], order: 'advised' }],
    },
    modules: [validModule('norms', 1), { ...validModule('courts', 2), agreement: validAgreement() }],
    sources: [
      {
        id: 'crc',
        short: 'CRC',
        title: 'Convention on the Rights of the Child',
        publisher: 'United Nations',
        year: 1989,
        kind: 'instrument',
      },
      {
        id: 'report',
        short: 'Report',
        title: 'A report',
        publisher: 'An office',
        year: '2020',
        symbol: 'A/1',
        kind: 'other',
      },
    ],
    terms: ['norms', 'courts'].flatMap((module) =>
      Array.from({ length: 54 }, (_item, index) => validTerm(module, index)),
    ),
  };
}

/** The same as thin as a course may be: two sections and twelve questions a module, over every type. */
export function thinSeries(): SeriesDraft {
  const draft = validSeries();
  draft.terms = draft.terms.filter(({ id }) => /-term-[0-3]$/u.test(id));
  for (const { card, sections, quiz } of draft.modules) {
    card.draw = 4;
    sections.length = 2;
    sections.forEach((section, index) => {
      section.head.objectives = index === 0 ? OBJECTIVES.slice(0, 3) : OBJECTIVES.slice(3);
      section.body = sectionBody({
        words: 510,
        termIds: [0, 1].map((place) => `${card.id}-term-${index * 2 + place}`),
        figureId: index === 0 ? 'stages' : 'shares',
      });
    });
    const bank = validQuiz(sections.map(({ head }) => head.id));
    quiz.splice(0, quiz.length, ...[0, 1, 2, 3, 10, 11, 15, 16, 19, 20, 21, 22].flatMap((index) => bank[index] ?? []));
  }
  return draft;
}

function validTerm(module: string, index: number): InferInput<typeof termSchema> {
  return {
    id: `${module}-term-${index}`,
    term: `${module} term ${index}`,
    definition: `Meaning ${index}.`,
    source: '@crc art. 4',
    module,
  };
}

function validModule(id: string, number: number): ModuleDraft {
  return {
    folder: `0${number}-${id}`,
    card: {
      id,
      number,
      title: `Module ${number}`,
      shortTitle: id,
      presenters: [{ name: 'A presenter', organisation: 'An organisation' }],
      spokenLanguage: 'en',
      topics: ['a topic'],
      summary: 'Plain words that say what the module is about. '.repeat(8).trim(),
      objectives: OBJECTIVES.map((objective) => ({
        id: objective,
        text: `${capitalised(objective.split('-')[0] ?? '')} the matter of the module.`,
      })),
      passMark: 0.8,
      draw: 10,
      ...(number === 2 ? { agreement: 'agreement.yaml' as const } : {}),
    },
    sections: SECTIONS.map((name, index) => ({
      name: `0${index + 1}-${name}.en.md`,
      head: {
        id: `section-${name}`,
        title: `Section ${name}`,
        objectives: [OBJECTIVES[index % OBJECTIVES.length] ?? OBJECTIVES[0]],
      },
      body: sectionBody({
        words: 600,
        termIds: Array.from({ length: 9 }, (_item, place) => `${id}-term-${index * 9 + place}`),
        ...(index === 0 ? { figureId: 'stages' } : {}),
        ...(index === 1 ? { figureId: 'shares' } : {}),
      }),
    })),
    figures: {
      stages: {
        kind: 'pathway',
        title: 'Stages',
        description: 'Three stages in order.',
        source: 'CRC, art. 40',
        items: ['Police', 'Prosecutor', 'Court'].map((title) => ({
          title,
          detail: 'What happens here.',
          exits: ['Diversion'],
        })),
      },
      shares: {
        kind: 'bars',
        title: 'Shares',
        description: 'Two shares.',
        source: 'Report',
        unit: 'percent',
        items: [
          { label: 'First', value: 40 },
          { label: 'Second', value: 60 },
        ],
      },
    },
    quiz: validQuiz(SECTIONS.map((name) => `section-${name}`)),
    jobAid: validJobAid(),
  };
}

function validJobAid(): InferInput<typeof jobAidSchema> {
  const part = (section: string, style: 'checks' | 'steps') => ({
    heading: 'Before the meeting',
    style,
    section,
    source: '@crc art. 40',
    items: Array.from({ length: 12 }, () => 'Ask what the child wants, and write the answer down.'),
  });
  return {
    kind: 'checklist',
    title: 'A meeting',
    purpose: 'Before a meeting.',
    parts: [part('section-one', 'checks'), part('section-two', 'steps')],
  };
}

function validAgreement(): InferInput<typeof agreementSchema> {
  return {
    id: 'protocol',
    title: 'Protocol',
    provenance: 'Written for this test.',
    introduction: 'What this is.',
    clauses: [{ id: 'respect', title: 'Respect', text: 'Listen to children.' }],
    checks: ['c1', 'c2', 'c3'].map((id) => ({
      id,
      scenario: `What happens in ${id}?`,
      options: [
        { id: 'a', text: 'The right thing', correct: true, feedback: 'This protects the child.' },
        { id: 'b', text: 'A wrong thing', feedback: 'This puts the child at risk.' },
      ],
    })),
    helpline: {
      number: '1280',
      name: 'A helpline',
      answers: { km: 'គ្រប់ម៉ោង', en: 'At any hour.' },
      read: { km: 'បានអាន', en: 'Read today.' },
    },
    danger: { km: 'គ្រោះថ្នាក់', en: 'Get help now.' },
    today: { km: 'ថ្ងៃនេះ', en: 'Today: tell the focal point.' },
    reporting: [{ id: 'tell', title: 'Tell someone', text: 'Tell the focal point.' }],
  };
}

/** Parts of drafts as YAML, by their content: a case changes one of them, so that the others are written once. */
const written = new Map<string, string>();

function yamlOf(part: unknown): string {
  const content = JSON.stringify(part);
  const yaml = written.get(content) ?? stringify(part);
  written.set(content, yaml);
  return yaml;
}

/** The draft as files, as authors would have written them. */
export function filesOf(draft: SeriesDraft): Map<string, string> {
  const files = new Map<string, string>([
    ['series.yaml', yamlOf(draft.card)],
    ['sources.yaml', yamlOf(draft.sources)],
    ['glossary.yaml', yamlOf(draft.terms)],
  ]);
  for (const module of draft.modules) {
    files.set(`${module.folder}/module.yaml`, yamlOf(module.card));
    files.set(`${module.folder}/quiz.yaml`, yamlOf({ questions: module.quiz }));
    if (module.jobAid) files.set(`${module.folder}/job-aid.yaml`, yamlOf(module.jobAid));
    if (module.agreement) files.set(`${module.folder}/agreement.yaml`, yamlOf(module.agreement));
    for (const [id, figure] of Object.entries(module.figures))
      files.set(`${module.folder}/figures/${id}.yaml`, yamlOf(figure));
    for (const { name, head, body } of module.sections)
      files.set(`${module.folder}/sections/${name}`, `---\n${yamlOf(head)}---\n\n${body}\n`);
  }
  return files;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
