import type { MarkdownIt } from 'markdown-it';
import type * as v from 'valibot';
import { readEntries, readEntry, together, type Entry, type Reading } from './entries';
import { SECTION_FILE } from './file-layout';
import type { Problem } from './problem';
import { readSection } from './read-section';
import { agreementSchema } from '../schemas/agreement-schema';
import { figureSchema } from '../schemas/figure-schema';
import { jobAidSchema } from '../schemas/job-aid-schema';
import { moduleSchema } from '../schemas/card-schemas';
import { questionSchema, type QuestionEntry } from '../types';
import type { SeriesFiles } from './series-files';
import type { FigureSource, ModuleSource, SectionSource } from './series-source';
import { readYaml } from './yaml-document';

/** Reads a module's folder. Undefined only where there is no readable `module.yaml`. */
export function readModule(
  markdown: MarkdownIt,
  files: SeriesFiles,
  folder: string,
): Reading<ModuleSource | undefined> {
  const cardFile = `${folder}/module.yaml`;
  const cardText = files.get(cardFile);
  if (cardText === undefined) return { value: undefined, problems: [missing(cardFile)] };
  const card = readEntry(readYaml(cardFile, cardText), moduleSchema);
  const sections = readSections(markdown, files, folder);
  const figures = readFigures(files, folder);
  const questions = readQuiz(files, `${folder}/quiz.yaml`);
  const agreementFile = `${folder}/agreement.yaml`;
  const agreement = readOptional(files, agreementFile, agreementSchema);
  const jobAid = readOptional(files, `${folder}/job-aid.yaml`, jobAidSchema);
  const problems = [card, sections, figures, questions, agreement, jobAid].flatMap(
    (reading) => reading?.problems ?? [],
  );
  if (!card.value) return { value: undefined, problems };
  if (card.value.value.agreement !== undefined && !agreement) problems.push(missing(agreementFile));
  return {
    value: {
      folder,
      card: card.value,
      sections: sections.value,
      figures: figures.value,
      questions: questions.value,
      quizFile: `${folder}/quiz.yaml`,
      agreement: agreement?.value,
      jobAid: jobAid?.value,
    },
    problems,
  };
}

/** A file that not every module has; undefined where it isn't there. */
function readOptional<const TSchema extends v.GenericSchema>(files: SeriesFiles, file: string, schema: TSchema) {
  const text = files.get(file);
  return text === undefined ? undefined : readEntry(readYaml(file, text), schema);
}

function readSections(markdown: MarkdownIt, files: SeriesFiles, folder: string): Reading<readonly SectionSource[]> {
  const names = [...files.keys()]
    .filter((name) => name.startsWith(`${folder}/`) && SECTION_FILE.test(name.slice(folder.length + 1)))
    .sort();
  return together(names.map((name) => readSection(markdown, name, files.get(name) ?? '')));
}

function readFigures(files: SeriesFiles, folder: string): Reading<readonly FigureSource[]> {
  const figures: FigureSource[] = [];
  const problems: Problem[] = [];
  for (const [name, text] of files) {
    if (!name.startsWith(`${folder}/figures/`) || !name.endsWith('.yaml') || name.endsWith('.km.yaml')) continue;
    const id = name.slice(`${folder}/figures/`.length, -'.yaml'.length);
    const reading = readEntry(readYaml(name, text), figureSchema);
    problems.push(...reading.problems);
    if (!reading.value) continue;
    const written = reading.value.value.id;
    if (written !== undefined && written !== id)
      problems.push({
        file: name,
        line: reading.value.line('id'),
        rule: 'layout',
        message: `The id “${written}” differs from the file’s name “${id}”.`,
      });
    figures.push({ id, entry: reading.value });
  }
  return { value: figures, problems };
}

function readQuiz(files: SeriesFiles, file: string): Reading<readonly Entry<QuestionEntry>[]> {
  const text = files.get(file);
  if (text === undefined) return { value: [], problems: [missing(file)] };
  const document = readYaml(file, text);
  if (document.problems.length > 0) return { value: [], problems: document.problems };
  const content = document.value;
  const isQuiz =
    typeof content === 'object' && content !== null && 'questions' in content && Object.keys(content).length === 1;
  if (!isQuiz) {
    const message = 'The file holds one field, “questions:”, with the list of questions below it.';
    return { value: [], problems: [{ file, line: 1, rule: 'schema', message }] };
  }
  return readEntries(document, questionSchema, ['questions'], content.questions);
}

function missing(file: string): Problem {
  return { file, line: 1, rule: 'layout', message: 'This file is missing.' };
}
