import type { Series } from '../series/series';

/** What can be completed, and has a certificate. */
export type CompletionKind = 'module' | 'sequence' | 'series';

/** A completion of the series, or of a sequence or module of it. */
export interface Completion {
  readonly kind: CompletionKind;
  readonly objectId: string;
}

/** Every completion that there can be: of the series, its sequences, each module. */
export function completables({ id, sequences, modules }: Series): Completion[] {
  return [
    { kind: 'series', objectId: id },
    ...sequences.map((sequence): Completion => ({ kind: 'sequence', objectId: sequence.id })),
    ...modules.map((module): Completion => ({ kind: 'module', objectId: module.id })),
  ];
}
