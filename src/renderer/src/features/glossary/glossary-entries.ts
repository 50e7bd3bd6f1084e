import type { Term } from '../../../../domain/series/module';
import { hasKhmer } from '../../../../domain/text/khmer';
import { SOURCE_LANGUAGE, type Language } from '../../../../domain/text/language';

/** The Khmer side of a term. */
export interface KhmerSide {
  readonly text: string;
  /** Where it was read; undefined where it was composed for the course. */
  readonly source: string | undefined;
  /** Undefined where the definition isn't translated. */
  readonly definition: string | undefined;
}

/** A term of the glossary in both languages. */
export interface GlossaryEntry {
  readonly id: string;
  readonly term: Term;
  readonly khmer: KhmerSide | null;
}

/**
 * The terms with what there is of each in Khmer, in the order of the language that is shown; what isn't translated
 * stands at the end.
 *
 * @param source the terms of the source language, in their order
 * @param translated the same in other languages, in theirs
 */
export function glossaryEntries(
  source: readonly Term[],
  translated: readonly Term[],
  shown: Language,
): readonly GlossaryEntry[] {
  const inKhmer = new Map(translated.filter(({ definition }) => hasKhmer(definition)).map((term) => [term.id, term]));
  const entries = source.map((term): GlossaryEntry => {
    const translation = inKhmer.get(term.id);
    const text = term.khmer?.text ?? translation?.term;
    return {
      id: term.id,
      term,
      khmer: text === undefined ? null : { text, source: term.khmer?.source, definition: translation?.definition },
    };
  });
  if (shown === SOURCE_LANGUAGE) return entries;
  const places = new Map([...inKhmer.keys()].map((id, place) => [id, place]));
  const placeOf = ({ id }: GlossaryEntry): number => places.get(id) ?? translated.length;
  return entries.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The word by which an entry is looked up: in Khmer where it is translated whole. */
export function leadingWord({ term, khmer }: GlossaryEntry, shown: Language): string {
  return shown === SOURCE_LANGUAGE || khmer?.definition === undefined ? term.term : khmer.text;
}
