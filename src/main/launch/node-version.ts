/** The oldest Node of each line that every tool of this project is made for; the same as `engines` in package.json. */
const MADE_FOR: readonly (readonly [major: number, minor: number])[] = [
  [22, 22],
  [24, 15],
];
/** From this line on every version will do. */
const NEWEST_LINE = 26;

/**
 * One line for the person at the terminal where their Node is older than the project is made for; null otherwise. The
 * app runs all the same, from Node 20.19 on.
 * @param version as `process.versions.node` has it
 */
export function oldNodeAdvice(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isFit = major >= NEWEST_LINE || MADE_FOR.some(([line, least]) => major === line && minor >= least);
  return isFit ? null : `Node ${version} works for now; take 22.22, 24.15, 26 or newer, which are kept up.`;
}
