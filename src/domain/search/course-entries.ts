import type { Figure } from '../series/figure';
import type { JobAid, JobAidKind } from '../series/job-aid';
import type { Introductions, ModuleContent, Term } from '../series/module';
import type { Question } from '../series/question';
import type { Series } from '../series/series';
import { blockText } from '../text/compact-text';
import { hasKhmer } from '../text/khmer';
import { SOURCE_LANGUAGE, type Language } from '../text/language';
import type { SearchEntry } from './search-entry';
import type { CutKhmer } from './search-words';
import { SearchIndex, type StoredEntries } from './search-index';

/** The compiled course, as far as it is searched. */
export interface SearchedCourse {
  readonly series: Series;
  readonly introductions: Introductions;
  readonly modules: ReadonlyMap<string, ModuleContent>;
  readonly glossary: readonly Term[];
}

/** The course in a language as it is searched, with its index: made at build time, loaded with the first search. */
export function courseSearch(course: SearchedCourse, cutKhmer: CutKhmer, language: Language): StoredEntries {
  const index = SearchIndex.empty(cutKhmer);
  for (const entry of courseEntries(course))
    index.put(language === SOURCE_LANGUAGE ? entry : { ...entry, id: `${entry.id}@${language}`, language });
  return index.stored();
}

/** Everything of the course that a search can find, in the order of the course; articles are found by their index. */
export function courseEntries({ series, introductions, modules, glossary }: SearchedCourse): SearchEntry[] {
  const contents = series.modules.flatMap(({ id }) => modules.get(id) ?? []);
  return [
    ...series.modules.map((module) => moduleEntry(module, introductions[module.id])),
    ...contents.flatMap((content) => lessonEntries(series, content)),
    ...contents.flatMap(({ moduleId, jobAid }) => (jobAid ? [jobAidEntry(moduleId, jobAid)] : [])),
    ...glossary.map(termEntry),
    ...sourceEntries(contents),
    ...contents.flatMap(({ moduleId, questions }) => questions.map((question) => rationaleEntry(moduleId, question))),
  ];
}

function moduleEntry(
  { id, title, shortTitle, presenters }: Series['modules'][number],
  introduction: Introductions[string] | undefined,
): SearchEntry {
  return {
    id: `module:${id}`,
    kind: 'module',
    title: title.includes(shortTitle) ? title : `${shortTitle}${hasKhmer(shortTitle) ? '៖' : ':'} ${title}`,
    text: [
      introduction?.summary ?? '',
      ...(introduction?.topics ?? []),
      ...(introduction?.objectives ?? []).map(({ text }) => text),
      ...presenters.map(({ name, organisation }) => `${name}, ${organisation}`),
    ].join('\n'),
    moduleId: id,
  };
}

function lessonEntries(series: Series, { moduleId, sections }: ModuleContent): SearchEntry[] {
  const titles = new Map(series.modules.flatMap((module) => module.sections.map(({ id, title }) => [id, title])));
  return sections.flatMap((section) =>
    section.blocks.flatMap((block, index): SearchEntry[] => {
      const place = { moduleId, sectionId: section.id, blockId: block.id };
      const sectionTitle = titles.get(section.id) ?? '';
      return [
        {
          id: `lesson:${block.id}`,
          kind: 'lesson',
          // The section's own title finds its beginning.
          title: index === 0 ? sectionTitle : block.heading,
          text: blockText(block.html),
          ...place,
        },
        ...block.figures.map((figure): SearchEntry => ({
          id: `figure:${block.id}/${figure.id}`,
          kind: 'figure',
          title: figure.title,
          text: figureText(figure),
          ref: figure.id,
          ...place,
        })),
      ];
    }),
  );
}

/** All words of a figure. */
function figureText(figure: Figure): string {
  const root = figure.kind === 'tree' ? [figure.root] : [];
  // A decision's description has the notes and ends of its questions.
  const items =
    figure.kind === 'decision'
      ? figure.items.map(({ title }) => title)
      : figure.items.map((item) => Object.values(item).flat().join(', '));
  return [figure.description, ...root, ...items, figure.source].join('\n');
}

/** What a job aid is called by who looks for one, before its own words. */
const JOB_AID_WORDS: Readonly<Record<Language, Readonly<Record<JobAidKind, string>>>> = {
  en: {
    checklist: 'Checklist: a job aid, one sheet to take along.',
    model: 'Filled model: a job aid, one sheet to take along.',
    outline: 'Outline: a job aid, one sheet to take along.',
  },
  km: {
    checklist: 'បញ្ជីត្រួតពិនិត្យ៖ ទំព័រមួយសម្រាប់យកតាមខ្លួន។',
    model: 'គំរូដែលបំពេញរួច៖ ទំព័រមួយសម្រាប់យកតាមខ្លួន។',
    outline: 'គ្រោង៖ ទំព័រមួយសម្រាប់យកតាមខ្លួន។',
  },
};

function jobAidEntry(moduleId: string, { kind, language, title, purpose, parts }: JobAid): SearchEntry {
  const items = parts.flatMap((part) => [part.heading, ...part.items]);
  return {
    id: `job-aid:${moduleId}`,
    kind: 'job-aid',
    title,
    text: [JOB_AID_WORDS[language][kind], purpose, ...items].join('\n'),
    moduleId,
  };
}

function termEntry({ id, term, khmer, definition, moduleId }: Term): SearchEntry {
  return {
    id: `term:${id}`,
    kind: 'term',
    title: khmer === undefined || khmer.text === term ? term : `${term} · ${khmer.text}`,
    text: definition,
    moduleId,
    ref: id,
  };
}

/** Each document once, with the first section that cites it. */
function sourceEntries(contents: readonly ModuleContent[]): SearchEntry[] {
  const cited = new Map<string, { readonly moduleId: string; readonly sectionId: string }>();
  for (const { moduleId, sections } of contents) {
    for (const { id: sectionId, citations } of sections) {
      for (const { sourceId } of citations) if (!cited.has(sourceId)) cited.set(sourceId, { moduleId, sectionId });
    }
  }
  const sources = new Map(contents.flatMap((content) => content.sources).map((source) => [source.id, source]));
  // What only a question cites has no place that shows it.
  const shown = [...sources.values()].filter(({ id, kind }) => kind === 'instrument' || cited.has(id));
  return shown.map(({ id, short, title, publisher, year, symbol, kind }) => ({
    id: `source:${id}`,
    kind: 'source',
    title: short === title ? short : `${short}, ${title}`,
    text: [publisher, year, symbol].filter((part) => part !== undefined && part !== '').join(', '),
    ref: id,
    // An instrument is in the article index; any other document is at the end of the section that cites it.
    ...(kind === 'instrument' ? {} : cited.get(id)),
  }));
}

function rationaleEntry(moduleId: string, question: Question): SearchEntry {
  const parts = question.type === 'case' ? question.parts : [];
  return {
    id: `rationale:${question.id}`,
    kind: 'rationale',
    title: question.stem,
    text: [question.rationale, ...parts.flatMap(({ stem, rationale }) => [stem, rationale])].join('\n'),
    moduleId,
    sectionId: question.sectionId,
    ref: question.id,
  };
}
