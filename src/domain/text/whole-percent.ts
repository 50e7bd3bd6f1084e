/**
 * A score in whole per cent, rounded; but one that falls short of a mark isn't shown as that mark: "not passed, 80 %"
 * would be a riddle, and 99.9 % isn't everything. In binary a mean of thirds that makes 0.8 is 0.7999999999999999: so
 * close to a mark it counts as reached.
 *
 * @param score 0-1
 * @param mark 0-1, such as the pass mark
 */
export function wholePercent(score: number, mark = 1): number {
  const rounded = Math.round(score * 100 + 1e-9);
  const isShort = [mark, 1].some((each) => score + 1e-9 < each && rounded >= Math.round(each * 100));
  return isShort ? rounded - 1 : rounded;
}
