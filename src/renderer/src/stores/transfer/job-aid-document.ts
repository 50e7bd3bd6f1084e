import type { JobAidDocument, JobAidWords } from '../../../../contract/job-aid-document';
import { FOCAL_POINT_FIELDS, type FocalPoint } from '../../../../domain/notes/focal-point';
import { citationInWords, type Source } from '../../../../domain/series/citation';
import type { DecisionFigure } from '../../../../domain/series/figure';
import type { JobAid, JobAidPart } from '../../../../domain/series/job-aid';
import type { ModuleOutline } from '../../../../domain/series/module';
import { inDigits } from '../../../../domain/text/digits';
import type { Language, Translate } from '../../../../domain/text/language';
import { beginningOf } from '../../../../domain/text/whole-characters';
import { printedQuote, type PrintedNotes } from './printed-notes';

/** Longest line of the focal point on paper, in UTF-16 units: edited as a note it can be longer. */
const MAXIMUM_LINE = 8_000;

/** What a job aid is made of. */
export interface JobAidMatter {
  readonly aid: JobAid;
  readonly module: ModuleOutline;
  readonly sources: readonly Source[];
  readonly seriesTitle: string;
  /** Null for a place to write it by hand; absent where the page has no such place. */
  readonly focalPoint?: FocalPoint | null;
  readonly notes?: PrintedNotes;
}

/** Which section teaches a part, and the places in the sources that it rests on. */
export function partSource(part: JobAidPart, module: ModuleOutline, sources: readonly Source[], t: Translate): string {
  const title = module.sections.find(({ id }) => id === part.sectionId)?.title ?? '';
  const places = part.citations.map(({ sourceId, locator }) => {
    const short = sources.find(({ id }) => id === sourceId)?.short ?? sourceId;
    return citationInWords(short, locator);
  });
  const section = t('jobAid.section', { title });
  return places.length === 0 ? section : t('jobAid.sources', { section, places: places.join('; ') });
}

/** Whose work the page is, and what it isn't. */
export function provenance(aid: JobAid, module: ModuleOutline, t: Translate): string {
  const origin = t('jobAid.provenance', { number: inDigits(module.number, aid.language) });
  return aid.kind === 'checklist' ? origin : `${t('jobAid.invented')} ${origin}`;
}

/** A job aid in words, as it is printed; its numbers are in the digits of its text. */
export function jobAidDocument(matter: JobAidMatter, t: Translate): JobAidWords {
  const { aid, module, sources, seriesTitle, focalPoint, notes } = matter;
  return {
    language: aid.language,
    origin: t('jobAid.origin', {
      series: seriesTitle,
      number: inDigits(module.number, aid.language),
      title: module.shortTitle,
    }),
    kind: t(`jobAid.kind.${aid.kind}`),
    title: aid.title,
    purpose: aid.purpose,
    parts: aid.parts.map((part) => ({
      heading: part.heading,
      style: part.style,
      ...(part.decision ? { decision: printedDecision(part.decision, aid.language, t) } : {}),
      items: [...part.items],
      source: partSource(part, module, sources, t),
    })),
    provenance: provenance(aid, module, t),
    pageNumber: t('jobAid.page', { page: '{page}', pages: '{pages}' }),
    ...(focalPoint !== undefined
      ? { focalPoint: { heading: t('focalPoint.heading'), lines: focalPointLines(focalPoint, t) } }
      : {}),
    ...(notes && notes.sections.length > 0
      ? {
          notes: {
            heading: t('jobAid.notes.heading'),
            warning: notesWarning(notes, t),
            sections: notes.sections.map(({ title, notes: ofSection }) => ({
              title,
              notes: ofSection.map((note) => ({ quote: printedQuote(note), text: note.text })),
            })),
          },
        }
      : {}),
  };
}

/** A decision's questions in words, each with what its two answers lead to; what several lead to is said once. */
function printedDecision(
  { items }: DecisionFigure,
  language: Language,
  t: Translate,
): NonNullable<JobAidDocument['parts'][number]['decision']> {
  const notes = items.flatMap(({ yes, no }) => [yes, no].flatMap((end) => (typeof end === 'number' ? [] : end.notes)));
  const shared = new Set(notes.filter((note, index) => notes.indexOf(note) < index));
  const end = (to: DecisionFigure['items'][number]['yes']): { title: string; notes: string[] } =>
    typeof to === 'number'
      ? { title: t('figures.goTo', { number: inDigits(to, language) }), notes: [] }
      : { title: to.title, notes: to.notes.filter((note) => !shared.has(note)) };
  return {
    yes: t('figures.yes'),
    no: t('figures.no'),
    rows: items.map(({ yes, no, title, notes: asked }) => ({
      question: { title, notes: [...asked] },
      yes: end(yes),
      no: end(no),
    })),
    shared: [...shared],
  };
}

/** What to look for before notes are handed on, and how many have no room. */
export function notesWarning({ identifying, leftOut }: PrintedNotes, t: Translate): string {
  return [
    t('jobAid.notes.warning'),
    ...(identifying > 0 ? [t('jobAid.notes.identifying', { n: identifying }, identifying)] : []),
    ...(leftOut > 0 ? [t('jobAid.notes.leftOut', { n: leftOut }, leftOut)] : []),
  ].join(' ');
}

function focalPointLines(
  focalPoint: FocalPoint | null,
  t: Translate,
): NonNullable<JobAidDocument['focalPoint']>['lines'] {
  return FOCAL_POINT_FIELDS.map((field) => {
    const value = focalPoint?.[field].replace(/\s*\n\s*/gu, '; ') ?? '';
    return {
      label: t(`focalPoint.${field}`),
      value: value.length > MAXIMUM_LINE ? `${beginningOf(value, MAXIMUM_LINE - 1)}…` : value,
    };
  });
}
