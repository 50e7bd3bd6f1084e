import { Document, stringify, visit } from 'yaml';
import { isObject } from '../../domain/json/json-value';
import { splitFrontMatter } from '../reading/read-section';
import type { SeriesFiles } from '../reading/series-files';
import { readYaml } from '../reading/yaml-document';
import { textsOf } from './merge-texts';
import { translationOf } from './read-translation';

/**
 * The files of a module's translation that don't exist yet, each with the places for its texts: in YAML empty ones with
 * the English as a comment beside them, a section as the English file, to be written over piece by piece.
 *
 * @throws RangeError where there is no such module, or where all its files exist
 */
export function newTranslation(files: SeriesFiles, folder: string): ReadonlyMap<string, string> {
  const sources = [...files].filter(([file]) => file.startsWith(`${folder}/`));
  if (folder === '' || sources.length === 0) throw new RangeError(`There is no module in “${folder}”.`);
  const made = new Map<string, string>();
  for (const [file, text] of sources) {
    const translation = translationOf(file);
    if (translation === undefined || files.has(translation)) continue;
    made.set(translation, file.endsWith('.md') ? sectionToWrite(text) : textsToWrite(file, text));
  }
  if (made.size === 0) throw new RangeError(`All Khmer files of “${folder}” exist; none is written over.`);
  return made;
}

function textsToWrite(file: string, text: string): string {
  const document = new Document(textsOf(readYaml(file, text).value, (english) => english));
  visit(document, {
    Scalar(key, node) {
      if (key === 'key') return;
      node.comment = ` ${String(node.value).replaceAll(/\s+/gu, ' ').trim()}`;
      node.value = '';
    },
  });
  return document.toString({ lineWidth: 0 });
}

function sectionToWrite(text: string): string {
  const parts = splitFrontMatter(text);
  const head = parts && readYaml('', parts.yaml).value;
  const title = isObject(head) ? head['title'] : '';
  return `---\n${stringify({ title })}---\n${parts?.body ?? text}`;
}
