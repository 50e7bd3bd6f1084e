import { withSetPlaces } from '../text/typography';
import type { Source } from './citation';

/**
 * A source as plain text to be put into a letter or a submission: author or body, title, symbol, year, the places in
 * it, and the address with the day on which it was read. The year is left out where the title names it. Its spaces are
 * plain ones: it is pasted elsewhere.
 *
 * @param places articles or paragraphs, as they are cited; none for the whole document
 * @param readOn words for the day of reading, in the reader's language; unused without an address
 */
export function sourceCitation(source: Source, places: readonly string[], readOn: string): string {
  const { publisher, title, symbol, year, address } = source;
  const facts = [
    publisher,
    title,
    symbol,
    title.includes(year) ? undefined : year,
    ...(places.length > 0 ? [withSetPlaces(places.join('; ')).replaceAll('\u00A0', ' ')] : []),
  ];
  const document = facts.filter((fact) => fact !== undefined && fact !== '').join(', ');
  return address ? `${document}. ${address.url} (${readOn})` : `${document}.`;
}
