import { courseSearch } from '../../domain/search/course-entries';
import type { Series } from '../../domain/series/series';
import { cutKhmer } from '../../domain/text/khmer-words';
import type { CompiledSeries } from './compile-series';

// The leading NUL makes other plugins ignore these ids, which aren't files.
const RESOLVED = '\0';

/** The prefix of every resolved id of the content. */
export const VIRTUAL_PREFIX = `${RESOLVED}virtual:series`;

const MODULE = 'virtual:series/module/';
const KNOWN = [
  'virtual:series',
  'virtual:series/modules',
  'virtual:series/introductions',
  'virtual:series/glossary',
  'virtual:series/article-index',
  'virtual:series/sources',
  'virtual:series/question-index',
  'virtual:series/search',
];

/** The resolved id of a virtual import; undefined for every other import. */
export function resolveVirtualId(id: string): string | undefined {
  return KNOWN.includes(id) || id.startsWith(MODULE) ? RESOLVED + id : undefined;
}

/**
 * JavaScript of a virtual module. Data travels as `JSON.parse` of a string: engines read that faster than the same
 * object as a literal.
 * @throws RangeError for an id that isn't a virtual module of the series.
 */
export function moduleSource(resolvedId: string, content: CompiledSeries): string {
  const id = resolvedId.slice(RESOLVED.length);
  if (id === 'virtual:series') return outline(content.series);
  if (id === 'virtual:series/introductions') return asJson(content.introductions);
  if (id === 'virtual:series/glossary') return asJson(content.glossary);
  if (id === 'virtual:series/article-index') return asJson(content.articleIndex);
  if (id === 'virtual:series/sources') return asJson(content.sources);
  if (id === 'virtual:series/question-index') return asJson(content.questionIndex);
  if (id === 'virtual:series/search') return asJson(courseSearch(content, cutKhmer));
  if (id === 'virtual:series/modules') return loaders([...content.modules.keys()]);
  const module = content.modules.get(id.slice(MODULE.length));
  if (!id.startsWith(MODULE) || !module) throw new RangeError(`The series has no part "${id}".`);
  return asJson(module);
}

/** Block ids travel without their section’s id, which they begin with: a tenth of the outline, in the first load. */
function outline(series: Series): string {
  const shortened = {
    ...series,
    modules: series.modules.map((module) => ({
      ...module,
      sections: module.sections.map((section) => ({
        ...section,
        blockIds: section.blockIds.map((id) => id.slice(section.id.length)),
      })),
    })),
  };
  return `${asJson(shortened).replace('export default', 'const series =')}for (const { sections } of series.modules)
  for (const section of sections) section.blockIds = section.blockIds.map((id) => section.id + id);
export default series;
`;
}

function asJson(data: unknown): string {
  return `export default JSON.parse(${JSON.stringify(JSON.stringify(data))});\n`;
}

function loaders(moduleIds: readonly string[]): string {
  const lines = moduleIds.map((id) => `  ${JSON.stringify(id)}: () => import(${JSON.stringify(MODULE + id)}),`);
  return `export default {\n${lines.join('\n')}\n};\n`;
}
