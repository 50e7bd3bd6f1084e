/**
 * A score in whole per cent, rounded down: a screen never shows more than the score. In binary, 0.58 * 100 is
 * 57.99999999999999 and a mean of thirds that makes 0.8 is 0.7999999999999999; a score so close to the next whole per
 * cent counts as that per cent, or "passed" would be shown with 79 %.
 *
 * @param score 0-1
 */
export function wholePercent(score: number): number {
  return Math.floor(score * 100 + 1e-9);
}
