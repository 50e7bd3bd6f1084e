import type { Source } from '../../domain/series/citation';
import { parseCitations } from '../markdown/citations';

/**
 * Citations (`@gc24 para. 90; @crc art. 40`) worded as in the study text: `GC 24, para. 90; CRC, art. 40`. Any other
 * text stays as it is; the check reports it where it has to be citations.
 */
export function citationsInWords(text: string, sources: ReadonlyMap<string, Pick<Source, 'short'>>): string {
  const citations = parseCitations(text);
  if (!citations) return text;
  return citations
    .map(({ sourceId, locator }) =>
      [sources.get(sourceId)?.short ?? sourceId, locator].filter((part) => part !== '').join(', '),
    )
    .join('; ');
}
