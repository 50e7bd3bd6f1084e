import { citationInWords, type Source } from '../../domain/series/citation';
import { parseCitations } from '../markdown/citations';
import { setText } from '../markdown/set-text';

/**
 * Citations (`@gc24 para. 90; @crc art. 40`) worded as in the study text: `GC 24, para. 90; CRC, art. 40`. Any other
 * text is only set in type; the check reports it where it has to be citations.
 */
export function citationsInWords(text: string, sources: ReadonlyMap<string, Pick<Source, 'short'>>): string {
  const citations = parseCitations(text);
  if (!citations) return setText(text);
  return citations
    .map(({ sourceId, locator }) => citationInWords(sources.get(sourceId)?.short ?? sourceId, locator))
    .join('; ');
}
