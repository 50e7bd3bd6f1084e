import type { Token } from 'markdown-it';
import type { Citation } from '../../domain/series/citation';
import type { Setting } from '../markdown/settings-rule';
import type { Entry } from './entries';
import type { AgreementFile } from '../schemas/agreement-schema';
import type { FigureFile } from '../schemas/figure-schema';
import type { JobAidFile } from '../schemas/job-aid-schema';
import type { ModuleCard, SectionHead, SeriesCard } from '../schemas/card-schemas';
import type { QuestionEntry } from '../types';
import type { SourceEntry, TermEntry } from '../schemas/reference-schema';

/** A value with its line in the file. */
export interface Located<T> {
  readonly value: T;
  readonly line: number;
}

/** A part of a section under one heading, before rendering. */
export interface BlockSource {
  /** Local id; `opening` for the text before the first heading. */
  readonly id: string;
  readonly heading: string;
  readonly line: number;
  readonly tokens: Token[];
  /** Ids of its figures, in order. */
  readonly figureIds: readonly string[];
}

/** Everything that a section's text refers to, and its prose. */
export interface References {
  readonly citations: readonly Located<Citation>[];
  /** Ids of the linked terms. */
  readonly terms: readonly Located<string>[];
  /** Ids of the figures in the text. */
  readonly figures: readonly Located<string>[];
  readonly settings: readonly Located<Setting>[];
  /** The text as a reader sees it, in parts of at most a line, tables separately. */
  readonly prose: readonly Located<string>[];
  readonly cells: readonly Located<string>[];
  /** The same of what stands in folds, tables included: it isn't counted as reading. */
  readonly folds: readonly Located<string>[];
  /** Each paragraph and list item as a reader sees it, folds included, headings and tables not. */
  readonly paragraphs: readonly Located<string>[];
}

/** A section's file: its parsed text, and all its references with lines. */
export interface SectionSource extends References {
  readonly file: string;
  readonly head: Entry<SectionHead>;
  readonly blocks: readonly BlockSource[];
  /** Words of the prose without the folds: the guide's limits apply to these. */
  readonly proseWords: number;
  /** Words in the folds. */
  readonly foldWords: number;
  /** All words but those of the folds, tables included: reading times are computed from these. */
  readonly words: number;
  /** Line of the first line of text. */
  readonly bodyLine: number;
}

/** A figure's file; its id is the file's name. */
export interface FigureSource {
  readonly id: string;
  readonly entry: Entry<FigureFile>;
}

/** The content of a module's folder. */
export interface ModuleSource {
  /** Folder's name, e.g. `08-human-rights-treaties`. */
  readonly folder: string;
  readonly card: Entry<ModuleCard>;
  /** In reading order. */
  readonly sections: readonly SectionSource[];
  readonly figures: readonly FigureSource[];
  readonly questions: readonly Entry<QuestionEntry>[];
  readonly quizFile: string;
  readonly agreement: Entry<AgreementFile> | undefined;
  readonly jobAid: Entry<JobAidFile> | undefined;
}

/**
 * The whole series: the parts that fit their schemas, with lines. Unreadable parts are missing here and reported
 * separately.
 */
export interface SeriesSource {
  readonly card: Entry<SeriesCard>;
  /** In the order of `series.yaml`. */
  readonly modules: readonly ModuleSource[];
  readonly sources: readonly Entry<SourceEntry>[];
  readonly terms: readonly Entry<TermEntry>[];
}
