import type { RecordOfLearningDocument } from '../../../contract/record-of-learning-document';
import { dayInWords, shortDay } from '../../../domain/text/calendar-day';
import { inDigits } from '../../../domain/text/digits';
import type { Language } from '../../../domain/text/language';
import { printFontFamilies, type Printer, type TypesettingPress, wrappedText, type WrappedText } from '../typesetting';
import { durationParts, filled, printedPercent } from './certificate-texts';
import { pageNumber, typesetDocument, withBeside } from './document-typesetting';
import { AUTHOR, plainText, type PrintedMetadata } from './metadata';
import { type RecordTexts, recordTextsSchema } from './record-texts';

/**
 * Typesets a record of learning. See `typesetDocument`.
 * @param report the signed progress report, attached as it is
 */
export async function typesetRecord(
  press: TypesettingPress,
  document: RecordOfLearningDocument,
  report: string,
): Promise<Uint8Array> {
  const { language, beside } = document;
  const textsIn = (each: Language): Promise<RecordTexts> => press.texts('record-texts.json', recordTextsSchema, each);
  const texts = await textsIn(language);
  const second = beside && recordIn(document, beside);
  const secondTexts = second && (await textsIn(second.language));
  return typesetDocument(
    press,
    'record-of-learning',
    document.madeAt,
    (printable) => ({
      ...withBeside(
        recordPage(document, texts, printable),
        second && secondTexts && recordPage(second, secondTexts, printable),
      ),
      isInBoth: beside !== undefined,
    }),
    { 'progress-report.json': report },
  );
}

/** The same record with the titles of its second language; what has none keeps its own. */
function recordIn(
  document: RecordOfLearningDocument,
  { language, seriesTitle, moduleTitles, sequenceTitles }: NonNullable<RecordOfLearningDocument['beside']>,
): RecordOfLearningDocument {
  const titled = <Line extends { readonly title: string }>(lines: readonly Line[], titles: readonly string[]): Line[] =>
    lines.map((line, index) => ({ ...line, title: titles[index] ?? line.title }));
  return {
    ...document,
    language,
    seriesTitle,
    modules: titled(document.modules, moduleTitles),
    sequences: titled(document.sequences, sequenceTitles),
  };
}

/** Printed where there is no value yet. */
const NOTHING = '\u2013';

/**
 * Everything that the template prints, worded in the document's first language: the template only lays out.
 * @throws RangeError when no name is given or a date is not of the calendar
 */
function recordPage(document: RecordOfLearningDocument, texts: RecordTexts, printable: Printer['printable']) {
  const { language, totals } = document;
  const set = (text: string): WrappedText => wrappedText(printable(text));
  const names = [document.learner.latinName, document.learner.khmerName]
    .filter((name) => printable(name) !== '')
    .map(set);
  if (names.length === 0) throw new RangeError('The record of learning has no name.');
  const number = (value: number): string => inDigits(value, language);
  const of = (count: number, total: number): string => filled(texts.of, { count: number(count), total: number(total) });
  const day = (date: string | null): string => (date === null ? NOTHING : shortDay(date, language));
  const percent = (score: number | null): string => (score === null ? NOTHING : printedPercent(score, language));
  const duration = (minutes: number): WrappedText[] => durationParts(minutes, texts, language).map(set);

  const moduleRow = (module: RecordOfLearningDocument['modules'][number]) => {
    const begun = module.firstStudiedOn !== null || module.sectionsRead > 0 || module.attempts > 0;
    const studied = [...new Set([module.firstStudiedOn, module.lastStudiedOn])].filter((date) => date !== null);
    const score = [percent(module.bestScore), ...(module.bestScoreOn === null ? [] : [day(module.bestScoreOn)])];
    return {
      number: set(number(module.number)),
      title: set(module.title),
      sections: set(of(module.sectionsRead, module.sections)),
      studied: (studied.length === 0 ? [NOTHING] : studied.map(day)).map(set),
      score: (module.bestScore === null ? [NOTHING] : score).map(set),
      attempts: set(number(module.attempts)),
      material: duration(module.studyMinutes),
      completed: set(module.completedOn === null ? texts.modules[begun ? 'started' : 'new'] : day(module.completedOn)),
      begun,
      complete: module.completedOn !== null,
    };
  };
  return {
    language,
    fonts: printFontFamilies,
    heading: set(texts.kind),
    series: document.seriesTitle === '' ? null : set(document.seriesTitle),
    names,
    report: texts.report,
    made: set(
      [
        filled(texts.madeOn, { date: dayInWords(document.madeOn, language) }),
        ...(texts.draft === undefined ? [] : [texts.draft]),
      ].join(' · '),
    ),
    pageNumber: pageNumber({ language, pageNumber: texts.page }, set),
    // Each part of a value stays on one line.
    facts: [
      { label: texts.facts.modules, value: [set(of(totals.completeModules, document.modules.length))] },
      { label: texts.facts.meanScore, value: [set(percent(totals.meanScore))] },
      { label: texts.facts.material, value: duration(totals.studyMinutes) },
      { label: texts.facts.sections, value: [set(of(totals.sectionsRead, totals.sections))] },
      { label: texts.facts.attempts, value: [set(number(totals.attempts))] },
      { label: texts.facts.days, value: [set(number(totals.studyDays))] },
    ].map(({ label, value }) => ({ label: set(label), value })),
    modules: {
      heading: set(texts.modules.heading),
      columns: [
        texts.modules.number,
        texts.modules.module,
        texts.modules.sections,
        texts.modules.studied,
        texts.modules.bestScore,
        texts.modules.attempts,
        texts.modules.material,
        texts.modules.completed,
      ].map(set),
      rows: document.modules.map(moduleRow),
      // Whether the table is on one page.
      together: false,
    },
    courses: {
      heading: set(texts.courses.heading),
      columns: [texts.courses.title, texts.courses.modules, texts.courses.complete, texts.courses.completed].map(set),
      rows: [
        {
          title: set(document.seriesTitle),
          modules: set(
            numbersOf(
              document.modules.map((module) => module.number),
              number,
            ),
          ),
          complete: set(of(totals.completeModules, document.modules.length)),
          completed: set(day(totals.completedOn)),
        },
        ...document.sequences.map((sequence) => ({
          title: set(sequence.title),
          modules: set(numbersOf(sequence.modules, number)),
          complete: set(of(sequence.completeModules, sequence.modules.length)),
          completed: set(day(sequence.completedOn)),
        })),
      ],
      together: areFew([document.seriesTitle, ...document.sequences.map(({ title }) => title)]),
    },
    certificates: {
      heading: set(texts.certificates.heading),
      none: set(texts.certificates.none),
      columns: [
        texts.certificates.issued,
        texts.certificates.kind,
        texts.certificates.title,
        texts.certificates.revision,
        texts.certificates.id,
      ].map(set),
      rows: document.certificates.map(({ certificateId, revision, kind, title, issuedOn, replaced: isReplaced }) => ({
        issued: set(day(issuedOn)),
        title: set(title),
        kind: set(texts.certificates.kinds[kind]),
        revision: set(
          isReplaced ? filled(texts.certificates.replaced, { revision: number(revision) }) : number(revision),
        ),
        id: set(certificateId),
        replaced: isReplaced,
      })),
      together: areFew(document.certificates.map(({ title }) => title)),
      notes: document.unlistedCertificates
        ? [set(filled(texts.certificates.unlisted, { count: number(document.unlistedCertificates) }))]
        : [],
    },
    about: { heading: set(texts.about.heading), paragraphs: [texts.about.figures, texts.about.origin].map(set) },
    metadata: recordMetadata(document, texts),
  };
}

/** True where the rows of so many titles fit on a part of a page, however long the titles are. */
function areFew(titles: readonly string[]): boolean {
  return titles.length <= 6 && titles.join('').length <= 400;
}

/** Module numbers, a run of them as a range: `1–10`, `8, 10`. */
function numbersOf(numbers: readonly number[], printed: (value: number) => string): string {
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (first === undefined || last === undefined) return NOTHING;
  const isRun = numbers.length > 2 && numbers.every((value, index) => value === first + index);
  return isRun ? `${printed(first)}${NOTHING}${printed(last)}` : numbers.map(printed).join(', ');
}

/** The metadata of a record of learning. Names are as typed, for the same reason as in `certificateMetadata`. */
function recordMetadata(
  { learner, seriesTitle, madeOn }: RecordOfLearningDocument,
  texts: RecordTexts,
): PrintedMetadata {
  const names = [learner.latinName, learner.khmerName].map(plainText).filter((name) => name !== '');
  const series = plainText(seriesTitle);
  return {
    title: [texts.kind, ...names, series].join(' – '),
    author: AUTHOR,
    description: `${texts.kind}: ${names.join(' / ')}, ${series}, ${madeOn}`,
    keywords: [...names, series, madeOn],
  };
}
