import search from 'approx-string-match';
import type { FindApproximately } from '../../../../domain/notes/quote-candidate';

/** Finds quotes whose words were changed a little: Myers' bit-parallel search, with the fewest errors within the bound. Lazy chunks only: the first screen has no use for it. */
export const findApproximately: FindApproximately = (text, pattern, maximumErrors) =>
  search(text, pattern, maximumErrors);
