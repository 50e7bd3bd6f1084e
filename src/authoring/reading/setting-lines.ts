import { SETTINGS } from '../markdown/settings-rule';
import type { Problem } from './problem';

/**
 * Checks the `:::` lines of a text, since the parser silently closes a forgotten box at the end of the file, and a box
 * inside a box at the wrong line.
 */
export function settingProblems(file: string, body: string, bodyLine: number): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (line: number, message: string): void => {
    problems.push({ file, line, rule: 'settings', message });
  };
  let open: { readonly name: string; readonly line: number } | undefined;
  let inCode = false;
  for (const [index, text] of body.split('\n').entries()) {
    const line = bodyLine + index;
    if (/^\s*(```|~~~)/u.test(text)) inCode = !inCode;
    const match = /^\s*:::+\s*(.*)$/u.exec(text);
    if (inCode || !match) continue;
    const name = match[1]?.split(/\s+/u)[0] ?? '';
    if (name === '') {
      if (!open) report(line, 'This ::: closes a box that was never opened.');
      open = undefined;
      continue;
    }
    if (!SETTINGS.some((known) => known === name))
      report(line, `“${name}” is not a known box. The known ones are: ${SETTINGS.join(', ')}.`);
    if (open)
      report(line, `A box can’t stand inside another one. Close “${open.name}” of line ${open.line} with ::: first.`);
    open = { name, line };
  }
  if (open) report(open.line, `The box “${open.name}” is never closed. Write ::: on a line of its own below it.`);
  return problems;
}
