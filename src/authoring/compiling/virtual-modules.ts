import { courseSearch } from '../../domain/search/course-entries';
import type { Series } from '../../domain/series/series';
import { SOURCE_LANGUAGE } from '../../domain/text/language';
import { cutKhmer } from './khmer-words';
import { TRANSLATED, type CompiledTranslation } from '../translating/compile-translation';
import type { CompiledSeries } from './compile-series';

// The leading NUL makes other plugins ignore these ids, which aren't files.
const RESOLVED = '\0';

/** The prefix of every resolved id of the content. */
export const VIRTUAL_PREFIX = `${RESOLVED}virtual:series`;

const MODULE = 'virtual:series/module/';

/** The prefix of a translation's parts; its modules follow `module/`. */
const TRANSLATION = 'virtual:series/translation/';

/** Each virtual module but those of the course's modules, with the JavaScript that it holds. */
const PARTS: ReadonlyMap<string, (content: CompiledSeries) => string> = new Map([
  ['virtual:series', ({ series }) => outline(series)],
  ['virtual:series/modules', ({ modules }) => loaders([...modules.keys()])],
  ['virtual:series/introductions', ({ introductions }) => asJson(introductions)],
  ['virtual:series/glossary', ({ glossary }) => asJson(glossary)],
  ['virtual:series/article-index', ({ articleIndex }) => asJson(articleIndex)],
  ['virtual:series/sources', ({ sources }) => asJson(sources)],
  ['virtual:series/question-index', ({ questionIndex }) => asJson(questionIndex)],
  ['virtual:series/search', (content) => asJson(courseSearch(content, cutKhmer, SOURCE_LANGUAGE))],
]);

/** Each part of a translation but its modules. */
const TRANSLATION_PARTS = new Map<string, (translation: CompiledTranslation) => unknown>([
  ['outline', ({ outline }) => outline],
  ['introductions', ({ introductions }) => introductions],
  ['glossary', ({ glossary }) => glossary],
  ['search', (translation) => courseSearch(translation, cutKhmer, TRANSLATED)],
]);

/** The resolved id of a virtual import; undefined for every other import. */
export function resolveVirtualId(id: string): string | undefined {
  return PARTS.has(id) || id.startsWith(MODULE) || id.startsWith('virtual:series/translation')
    ? RESOLVED + id
    : undefined;
}

/**
 * JavaScript of a virtual module. Data travels as `JSON.parse` of a string: engines read that faster than the same
 * object as a literal.
 * @throws RangeError for an id that isn't a virtual module of the series.
 */
export function moduleSource(resolvedId: string, content: CompiledSeries, translation?: CompiledTranslation): string {
  const id = resolvedId.slice(RESOLVED.length);
  const part = PARTS.get(id);
  if (part) return part(content);
  if (id === 'virtual:series/translation') return translation ? translationLoaders(translation) : asJson(null);
  if (id.startsWith(TRANSLATION) && translation) return translationPart(id.slice(TRANSLATION.length), translation);
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

/** Each part of a translation is a chunk of its own: nobody who reads the source's language loads one. */
function translationLoaders({ modules }: CompiledTranslation): string {
  const load = (part: string): string => `() => import(${JSON.stringify(TRANSLATION + part)})`;
  const parts = [...TRANSLATION_PARTS.keys()].map((part) => `  ${part}: ${load(part)},`);
  const ofModules = [...modules.keys()].map((id) => `    ${JSON.stringify(id)}: ${load(`module/${id}`)},`);
  return `export default {\n${parts.join('\n')}\n  modules: {\n${ofModules.join('\n')}\n  },\n};\n`;
}

function translationPart(name: string, translation: CompiledTranslation): string {
  const part = TRANSLATION_PARTS.get(name);
  const data = part ? part(translation) : translation.modules.get(name.replace(/^module\//u, ''));
  if (data === undefined) throw new RangeError(`The translation has no part "${name}".`);
  return asJson(data);
}
