import { stringify } from 'yaml';
import { isObject } from '../../domain/json/json-value';
import type { Problem } from '../reading/problem';
import { splitFrontMatter } from '../reading/read-section';
import { readYaml } from '../reading/yaml-document';
import type { TextPair } from './text-pair';

/** A piece of a section's text: what stands between two blank lines. */
interface Piece {
  readonly text: string;
  readonly line: number;
  /** Local id of its block. */
  readonly block: string;
  /** Number in its block, from 1. */
  readonly number: number;
}

/** A section's file with the text of another language. */
export interface MergedSection {
  /** As the section's reader takes it: the source's front matter with the other title, and the other text. */
  readonly text: string;
  readonly pairs: readonly TextPair[];
  readonly problems: readonly Problem[];
}

/**
 * The text of a section in another language below the source's front matter. The translation's own front matter is its
 * title. Piece by piece both have the same form: headings with the same ids, boxes and figures, as many list items and
 * table cells, the same citations and terms.
 */
export function mergeSection(sourceText: string, file: string, translatedText: string): MergedSection {
  const problem = (line: number, message: string): Problem => ({ file, line, rule: 'translation', message });
  const source = splitFrontMatter(sourceText);
  const own = splitFrontMatter(translatedText);
  if (!source || !own)
    return { text: sourceText, pairs: [], problems: [problem(1, 'It begins with ---, “title:” and another ---.')] };
  const head = readYaml(file, source.yaml, 2).value;
  const ownHead = readYaml(file, own.yaml, 2);
  const title = isObject(ownHead.value) ? ownHead.value['title'] : undefined;
  if (!isObject(head) || typeof title !== 'string' || Object.keys(ownHead.value as object).length !== 1)
    return { text: sourceText, pairs: [], problems: [problem(2, 'The front matter is the title alone.')] };
  const pieces = piecesOf(source.body, source.bodyLine);
  const ownPieces = piecesOf(own.body, own.bodyLine);
  const problems: Problem[] = [];
  const pairs: TextPair[] = [
    { file, line: ownHead.lineOf(['title']), path: ['title'], english: String(head['title']), translation: title },
  ];
  for (let index = 0; index < Math.max(pieces.length, ownPieces.length); index += 1) {
    const [piece, ownPiece] = [pieces[index], ownPieces[index]];
    const different = piece && ownPiece ? differenceOf(piece.text, ownPiece.text) : 'has another number of pieces';
    if (different !== undefined) {
      const begins = (piece ?? ownPiece)?.text.slice(0, 40) ?? '';
      problems.push(problem(ownPiece?.line ?? own.bodyLine, `“${begins}…” ${different} than the source.`));
      // What follows is moved against the source.
      if (!piece || !ownPiece || formOf(piece.text) !== formOf(ownPiece.text)) break;
    }
    if (piece && ownPiece && isText(piece.text))
      pairs.push({
        file,
        line: ownPiece.line,
        path: [piece.block, piece.number],
        english: piece.text,
        translation: ownPiece.text,
      });
  }
  return { text: `---\n${stringify({ ...head, title })}---\n${own.body}`, pairs, problems };
}

function piecesOf(body: string, bodyLine: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let lines: string[] = [];
  let block = 'opening';
  let number = 0;
  const end = (line: number): void => {
    if (lines.length === 0) return;
    const text = lines.join('\n');
    const heading = /^## .*\{#([^}]*)\}\s*$/u.exec(text);
    if (heading) {
      block = heading[1] ?? block;
      number = 0;
    }
    number += 1;
    pieces.push({ text, line: line - lines.length, block, number });
    lines = [];
  };
  body.split('\n').forEach((line, index) => {
    if (line.trim() === '') end(bodyLine + index);
    else lines.push(line.trimEnd());
  });
  end(bodyLine + body.split('\n').length);
  return pieces;
}

/** What kind of piece it is, with the ids that it carries and how much stands in it. */
function formOf(text: string): string {
  const lines = text.split('\n');
  const [first = ''] = lines;
  if (first.startsWith(':::')) return `box ${first.startsWith('::: figure') ? first : (first.split(/\s+/u)[1] ?? '')}`;
  if (/^#{2,3} /u.test(first))
    return `heading ${/^#+/u.exec(first)?.[0] ?? ''} ${/\{#[^}]*\}/u.exec(first)?.[0] ?? ''}`;
  if (first.startsWith('|')) return `table ${lines.map((line) => line.split('|').length).join(' ')}`;
  if (/^(?:[-*]|\d+\.) /u.test(first)) return `list ${lines.filter((line) => /^(?:[-*]|\d+\.) /u.test(line)).length}`;
  return 'paragraph';
}

function differenceOf(source: string, own: string): string | undefined {
  if (formOf(source) !== formOf(own)) return 'has another form';
  if (found(source, CITATION) !== found(own, CITATION)) return 'cites something else';
  if (found(source, TERM) !== found(own, TERM)) return 'links to other terms';
  return undefined;
}

const CITATION = /\[@[^\]]*\]/gu;
const TERM = /\(term:[^)]*\)/gu;

function found(text: string, pattern: RegExp): string {
  return (text.match(pattern) ?? []).sort().join(' ');
}

/** False for a piece that has no words: a box's end, a figure. */
function isText(text: string): boolean {
  return !/^:::(?:\s*|\s+figure\s.*|\s+[a-z]+)(?:\n:::)?$/u.test(text);
}
