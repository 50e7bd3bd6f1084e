import type { Token } from 'markdown-it';
import type { Citation } from '../../domain/series/citation';
import type { Setting } from '../markdown/settings-rule';
import type { Entry } from './entries';
import type { AgreementFile } from '../schemas/agreement-schema';
import type { FigureFile } from '../schemas/figure-schema';
import type { ModuleCard, SectionHead, SeriesCard } from '../schemas/card-schemas';
import type { QuestionEntry } from '../types';
import type { SourceEntry, TermEntry } from '../schemas/reference-schema';

/** Something with the file's line it stands on. */
export interface Located<T> {
  readonly value: T;
  readonly line: number;
}

/** A stretch of a section under one heading, before rendering. */
export interface BlockSource {
  /** Local id; `opening` for what stands before the first heading. */
  readonly id: string;
  readonly heading: string;
  readonly line: number;
  readonly tokens: Token[];
  /** Ids of the figures that stand in it, in order. */
  readonly figureIds: readonly string[];
}

/** A section's file, read: its text parsed, everything that it refers to listed with lines. */
export interface SectionSource {
  readonly file: string;
  readonly head: Entry<SectionHead>;
  readonly blocks: readonly BlockSource[];
  readonly citations: readonly Located<Citation>[];
  /** Ids of the terms that links lead to. */
  readonly terms: readonly Located<string>[];
  /** Ids of the figures that are placed. */
  readonly figures: readonly Located<string>[];
  readonly settings: readonly Located<Setting>[];
  /** The text as a reader sees it, in stretches of at most a line, tables apart. */
  readonly prose: readonly Located<string>[];
  readonly cells: readonly Located<string>[];
  /** Words of the prose: what the bounds of the guide are about. */
  readonly proseWords: number;
  /** All words, tables included: what reading times rest on. */
  readonly words: number;
  /** Line of the first line of text. */
  readonly bodyLine: number;
}

/** Local id of the block before the first heading. */
export const OPENING_BLOCK_ID = 'opening';

/** A figure's file; its id is the file's name. */
export interface FigureSource {
  readonly id: string;
  readonly entry: Entry<FigureFile>;
}

/** A module's folder, read. */
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
}

/** The whole series, read: whatever fits its schema, with lines. What could not be read is missing here and reported apart. */
export interface SeriesSource {
  readonly card: Entry<SeriesCard>;
  /** In the order of `series.yaml`. */
  readonly modules: readonly ModuleSource[];
  readonly sources: readonly Entry<SourceEntry>[];
  readonly terms: readonly Entry<TermEntry>[];
}
