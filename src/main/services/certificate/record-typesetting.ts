import * as v from 'valibot';
import type { RecordOfLearningDocument } from '../../../contract/record-of-learning-document';
import { dayInWords, shortDay } from '../../../domain/text/calendar-day';
import { inDigits } from '../../../domain/text/digits';
import {
  printFontFamilies,
  type Printer,
  type TypesettingPress,
  withBreaks,
  wrappedText,
  type WrappedText,
} from '../typesetting';
import { durationParts, filled, printedPercent } from './certificate-texts';
import { typesetDocument } from './document-typesetting';
import { AUTHOR, plainText, type PrintedMetadata } from './metadata';

const text = v.pipe(v.string(), v.minLength(1));

/** What `resources/certificate/record-texts.json` has in each language. */
export const recordTextsSchema = v.object({
  /** Printed while no reader of the language has signed the wording off. */
  draft: v.optional(text),
  kind: text,
  madeOn: text,
  /** A part of a whole: `6 of 8`. */
  of: text,
  hours: text,
  minutes: text,
  page: text,
  /** What the attached report is. */
  report: text,
  facts: v.object({ modules: text, sections: text, meanScore: text, attempts: text, material: text, days: text }),
  modules: v.object({
    heading: text,
    /** Head of the column of module numbers. */
    number: text,
    module: text,
    sections: text,
    studied: text,
    bestScore: text,
    attempts: text,
    material: text,
    completed: text,
    /** In place of the day of completion. */
    started: text,
    new: text,
  }),
  courses: v.object({ heading: text, title: text, modules: text, complete: text, completed: text }),
  certificates: v.object({
    heading: text,
    none: text,
    issued: text,
    kind: text,
    title: text,
    revision: text,
    id: text,
    /** A revision that a later one replaced. */
    replaced: text,
    /** Below a table that doesn't list every certificate. */
    unlisted: text,
    kinds: v.object({ module: text, sequence: text, series: text }),
  }),
  about: v.object({ heading: text, figures: text, origin: text }),
});

/** The fixed words of a record of learning in one language. */
type RecordTexts = v.InferOutput<typeof recordTextsSchema>;

/**
 * Typesets a record of learning. See `typesetDocument`.
 * @param report the signed progress report, attached as it is
 */
export async function typesetRecord(
  press: TypesettingPress,
  document: RecordOfLearningDocument,
  report: string,
): Promise<Uint8Array> {
  const texts = await press.texts('record-texts.json', recordTextsSchema, document.language);
  return typesetDocument(
    press,
    'record-of-learning',
    document.madeAt,
    (printable) => recordPage(document, texts, printable),
    { 'progress-report.json': report },
  );
}

/** Printed where there is no value yet. */
const NOTHING = '\u2013';

/**
 * Everything that the template prints, worded in the document's language: the template only lays out.
 * @throws RangeError when no name is given or a date is not of the calendar
 */
function recordPage(document: RecordOfLearningDocument, texts: RecordTexts, printable: Printer['printable']) {
  const { language, totals } = document;
  const wrapped = (typed: string): WrappedText => wrappedText(printable(typed));
  const names = [document.learner.latinName, document.learner.khmerName]
    .filter((name) => printable(name) !== '')
    .map(wrapped);
  if (names.length === 0) throw new RangeError('The record of learning has no name.');
  const number = (value: number): string => inDigits(value, language);
  const of = (count: number, total: number): string => filled(texts.of, { count: number(count), total: number(total) });
  const day = (date: string | null): string => (date === null ? NOTHING : shortDay(date, language));
  const percent = (score: number | null): string => (score === null ? NOTHING : printedPercent(score, language));
  const duration = (minutes: number): readonly string[] => durationParts(minutes, texts, language);

  const moduleRow = (module: RecordOfLearningDocument['modules'][number]) => {
    const begun = module.firstStudiedOn !== null || module.sectionsRead > 0 || module.attempts > 0;
    const studied = [...new Set([module.firstStudiedOn, module.lastStudiedOn])].filter((date) => date !== null);
    return {
      number: number(module.number),
      title: wrapped(module.title),
      sections: of(module.sectionsRead, module.sections),
      studied: studied.length === 0 ? [NOTHING] : studied.map(day),
      score:
        module.bestScore === null
          ? [NOTHING]
          : [percent(module.bestScore), ...(module.bestScoreOn === null ? [] : [day(module.bestScoreOn)])],
      attempts: number(module.attempts),
      material: duration(module.studyMinutes),
      completed: module.completedOn === null ? texts.modules[begun ? 'started' : 'new'] : day(module.completedOn),
      begun,
      complete: module.completedOn !== null,
    };
  };
  return {
    language,
    fonts: printFontFamilies,
    heading: texts.kind,
    series: document.seriesTitle === '' ? null : withBreaks(printable(document.seriesTitle)),
    names,
    report: texts.report,
    made: [
      filled(texts.madeOn, { date: dayInWords(document.madeOn, language) }),
      ...(texts.draft === undefined ? [] : [texts.draft]),
    ].join(' · '),
    // With the places `{page}` and `{pages}`, which the template fills in with these ten digits.
    pageNumber: texts.page,
    digits: Array.from({ length: 10 }, (_, digit) => number(digit)),
    // Each part of a value stays on one line.
    facts: [
      { label: texts.facts.modules, value: [of(totals.completeModules, document.modules.length)] },
      { label: texts.facts.meanScore, value: [percent(totals.meanScore)] },
      { label: texts.facts.material, value: duration(totals.studyMinutes) },
      { label: texts.facts.sections, value: [of(totals.sectionsRead, totals.sections)] },
      { label: texts.facts.attempts, value: [number(totals.attempts)] },
      { label: texts.facts.days, value: [number(totals.studyDays)] },
    ].map(({ label, value }) => ({ label: withBreaks(label), value })),
    modules: {
      heading: texts.modules.heading,
      columns: [
        texts.modules.number,
        texts.modules.module,
        texts.modules.sections,
        texts.modules.studied,
        texts.modules.bestScore,
        texts.modules.attempts,
        texts.modules.material,
        texts.modules.completed,
      ].map(withBreaks),
      rows: document.modules.map(moduleRow),
      // Whether the table is on one page.
      together: false,
    },
    courses: {
      heading: texts.courses.heading,
      columns: [texts.courses.title, texts.courses.modules, texts.courses.complete, texts.courses.completed].map(
        withBreaks,
      ),
      rows: [
        {
          title: wrapped(document.seriesTitle),
          modules: numbersOf(
            document.modules.map((module) => module.number),
            number,
          ),
          complete: of(totals.completeModules, document.modules.length),
          completed: day(totals.completedOn),
        },
        ...document.sequences.map((sequence) => ({
          title: wrapped(sequence.title),
          modules: numbersOf(sequence.modules, number),
          complete: of(sequence.completeModules, sequence.modules.length),
          completed: day(sequence.completedOn),
        })),
      ],
      together: areFew([document.seriesTitle, ...document.sequences.map(({ title }) => title)]),
    },
    certificates: {
      heading: texts.certificates.heading,
      none: withBreaks(texts.certificates.none),
      columns: [
        texts.certificates.issued,
        texts.certificates.kind,
        texts.certificates.title,
        texts.certificates.revision,
        texts.certificates.id,
      ].map(withBreaks),
      rows: document.certificates.map(({ certificateId, revision, kind, title, issuedOn, replaced: isReplaced }) => ({
        issued: day(issuedOn),
        title: wrapped(title),
        kind: withBreaks(texts.certificates.kinds[kind]),
        revision: isReplaced ? filled(texts.certificates.replaced, { revision: number(revision) }) : number(revision),
        id: certificateId,
        replaced: isReplaced,
      })),
      together: areFew(document.certificates.map(({ title }) => title)),
      notes: document.unlistedCertificates
        ? [withBreaks(filled(texts.certificates.unlisted, { count: number(document.unlistedCertificates) }))]
        : [],
    },
    about: { heading: texts.about.heading, paragraphs: [texts.about.figures, texts.about.origin].map(withBreaks) },
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
