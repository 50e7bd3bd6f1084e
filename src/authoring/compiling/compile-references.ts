import type { Term } from '../../domain/series/module';
import type { Source } from '../../domain/series/citation';
import type { SourceEntry, TermEntry } from '../schemas/reference-schema';

/** A source as the app names it. */
export function compileSource({ symbol, ...source }: SourceEntry): Source {
  return symbol === undefined ? source : { ...source, symbol };
}

/** A glossary entry as the app shows it. */
export function compileTerm({ id, term, khmer, definition, module }: TermEntry): Term {
  return { id, term, definition, moduleId: module, ...(khmer === undefined ? {} : { khmer }) };
}
