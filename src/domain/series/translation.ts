import type { Series } from './series';

/**
 * Who has read the words of a translated part: `draft` nobody, or not since a text of either language was changed;
 * `disputed` somebody who doesn't agree with one of them.
 */
export type TranslationState = 'draft' | 'read' | 'disputed';

/** A section whose whole text is translated. */
export interface SectionTranslation {
  readonly title: string;
  readonly state: TranslationState;
}

/** What is translated of a module, and how far each part is. */
export interface ModuleTranslation {
  readonly titles: { readonly title: string; readonly shortTitle: string };
  /** States of the parts that have a translation: the module's card, its quiz, its job aid, its protocol. */
  readonly parts: Readonly<Partial<Record<'card' | 'quiz' | 'job-aid', TranslationState>>> & {
    /** `outdated`: translated from other words than the source has now, which are shown in its place. */
    readonly agreement?: TranslationState | 'outdated';
  };
  /** By section id. */
  readonly sections: Readonly<Record<string, SectionTranslation>>;
}

/** The outline of a series in another language than its own: what is shown where no study text is. */
export interface SeriesTranslation {
  readonly title: string;
  /** By module id. */
  readonly modules: Readonly<Record<string, ModuleTranslation>>;
  /** Titles by sequence id. */
  readonly sequences: Readonly<Record<string, string>>;
  /** How a concern is reported; missing where the protocol isn't translated. */
  readonly reportingSteps?: readonly { readonly id: string; readonly title: string; readonly text: string }[];
}

/** True where a module has any text in the language of a translation. */
export function isTranslated(translation: SeriesTranslation | undefined, moduleId: string): boolean {
  return Object.keys(translation?.modules[moduleId]?.sections ?? {}).length > 0;
}

/** The outline with the titles of a translation; what it doesn't have stays as it is. */
export function translatedSeries(series: Series, translation: SeriesTranslation): Series {
  const { reporting } = series;
  return {
    ...series,
    title: translation.title,
    modules: series.modules.map((module) => {
      const own = translation.modules[module.id];
      return {
        ...module,
        ...own?.titles,
        sections: module.sections.map((section) => ({
          ...section,
          title: own?.sections[section.id]?.title ?? section.title,
        })),
      };
    }),
    sequences: series.sequences.map((sequence) => ({
      ...sequence,
      title: translation.sequences[sequence.id] ?? sequence.title,
    })),
    ...(reporting ? { reporting: { ...reporting, steps: translation.reportingSteps ?? reporting.steps } } : {}),
  };
}
