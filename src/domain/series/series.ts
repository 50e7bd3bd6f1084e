import type { SourceAddress } from './citation';
import type { ModuleOutline } from './module';
import type { ReaderRole } from './reader-role';
import type { Reporting } from './reporting';
import type { SectionOutline } from './section';

/** Modules that belong together and have their own completion and certificate. */
export interface Sequence {
  readonly id: string;
  readonly title: string;
  /** Module ids in order; part 1 first. */
  readonly moduleIds: readonly string[];
  /**
   * `advised`: every part is open, and later ones point to the earlier ones. `enforced`: a part opens when the previous
   * one is complete.
   */
  readonly order: 'advised' | 'enforced';
}

/** The whole series as outlines, without study text. */
export interface Series {
  readonly id: string;
  readonly title: string;
  /** Edition of the course's text, as certificates and reports name it. */
  readonly edition: string;
  readonly organiser: string;
  /** Who names the learners in statements to a learning record store (xAPI, `account.homePage`): fixed for ever. */
  readonly accountHomePage: string;
  /** The organiser's own page on the sessions. */
  readonly sessionsPage?: SourceAddress;
  readonly modules: readonly ModuleOutline[];
  readonly sequences: readonly Sequence[];
  /** Missing where no module has a protocol. */
  readonly reporting?: Reporting;
  /** Another one where a graded question was changed, added or removed: the review's queue is made anew then. */
  readonly bankRevision: string;
}

/**
 * The module with this id.
 *
 * @throws RangeError when the series has no such module: ids come from the series itself, so that would be a
 * programming error.
 */
export function moduleById(series: Series, moduleId: string): ModuleOutline {
  const found = series.modules.find((module) => module.id === moduleId);
  if (!found) throw new RangeError(`The series has no module "${moduleId}".`);
  return found;
}

/** The sequence that a module is part of, with its part number from 1, or undefined. */
export function sequenceOf(
  series: Series,
  moduleId: string,
): { readonly sequence: Sequence; readonly part: number } | undefined {
  for (const sequence of series.sequences) {
    const index = sequence.moduleIds.indexOf(moduleId);
    if (index >= 0) return { sequence, part: index + 1 };
  }
  return undefined;
}

/** The outline of a section; undefined where the series has none with this id, as for a note of an older version. */
export function findSection({ modules }: Series, sectionId: string): SectionOutline | undefined {
  return modules.flatMap(({ sections }) => sections).find(({ id }) => id === sectionId);
}

/** The sections that a reader begins with in a module, in their order; none where the module names none. */
export function pathSections({ sections, paths }: ModuleOutline, role: ReaderRole): readonly SectionOutline[] {
  return (paths?.[role] ?? []).flatMap((place) => sections[place] ?? []);
}
