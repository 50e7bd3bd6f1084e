import type { Problem } from './problem';
import type { SeriesFiles } from './series-files';

/**
 * Control characters, which no page shows, and Unicode's controls of direction, which show a text in another order than
 * it is read in: neither is ever typed on purpose. Khmer's zero-width space and joiners are neither.
 */
// eslint-disable-next-line no-control-regex -- to find control characters is the purpose
const REFUSED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Bidi_Control}]/u;

/** Character references that Markdown resolves, by number or by name. */
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lrm|rlm));/giu;

/** The first refused character of a text as the app would show it, as `U+202E`. */
export function refusedCharacter(text: string): string | undefined {
  const code = REFUSED.exec(text)?.[0].codePointAt(0);
  return code === undefined ? undefined : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The problem of a refused character. */
export function refusedCharacterProblem(file: string, line: number, character: string): Problem {
  const message = `The text holds an invisible character (${character}) that controls a device or the direction of writing. Delete it; typing the words around it anew does that.`;
  return { file, line, rule: 'characters', message };
}

/** Lines of any file with a refused character: as it is, or in Markdown as a reference. */
export function characterProblems(files: SeriesFiles): readonly Problem[] {
  return [...files].flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => {
      const character = refusedCharacter(file.endsWith('.md') ? resolveReferences(line) : line);
      return character === undefined ? [] : [refusedCharacterProblem(file, index + 1, character)];
    }),
  );
}

function resolveReferences(line: string): string {
  return line.replace(REFERENCE, (reference, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return '\u200e';
    const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : reference;
  });
}
