import type { ReplacedCharacter } from '../../../contract/certificate-document';
import type { CodePointRanges } from './character-coverage';
import { printableText, type ClusterTreatment } from './printable-text';

/** Makes the texts of one paper printable and remembers what could not be printed as typed. */
export interface Printer {
  /** See `printableText`. */
  printable(typed: string): string;
  /** The characters that were replaced so far, each once, in order of appearance. */
  replaced(): readonly ReplacedCharacter[];
}

/** A printer of a paper. @param faces what each face covers, in fallback order */
export function createPrinter(faces: readonly CodePointRanges[], treatment: ClusterTreatment): Printer {
  const replaced = new Map<string, ReplacedCharacter>();
  return {
    printable: (typed) => {
      const result = printableText(typed, faces, treatment);
      for (const character of result.replaced)
        if (!replaced.has(character.codePoint)) replaced.set(character.codePoint, character);
      return result.text;
    },
    replaced: () => [...replaced.values()],
  };
}
