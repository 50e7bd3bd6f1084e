import search from 'approx-string-match';
import type { FindApproximately } from '../../../../domain/notes/quote-candidate';

/**
 * Finds quotes with slightly changed words: Myers' bit-parallel search, with the fewest errors within the limit. For
 * lazy chunks only: the first screen doesn't need it.
 */
export const findApproximately: FindApproximately = (text, pattern, maximumErrors) =>
  search(text, pattern, maximumErrors);
