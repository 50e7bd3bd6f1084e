import type { Problem } from '../reading/problem';
import type { Located } from '../reading/series-source';
import { countWords } from '../reading/word-count';
import { everyModule } from './rule';

/** Quotations of more than so many words are an instrument's own and count as one word. */
const SHORT_QUOTE = 3;

const QUOTED = /“[^”]*”/gu;

/** Where a sentence ends: a full stop, question mark or colon before a list is none; an abbreviation isn't either. */
const END = /(?<![.\s]\p{L}|\b(?:arts?|paras?|No|Nos|vol|pp|Dr|St|e\.g|i\.e))[.?](?:[”’)]*)\s+(?=[\p{Lu}\p{N}“(])/u;

/** The sentences of a paragraph. */
export function sentencesOf(paragraph: string): readonly string[] {
  return paragraph
    .replace(QUOTED, (quote) =>
      countWords(quote) > SHORT_QUOTE ? `“Quoted${/[.?]”$/u.test(quote) ? '.' : ''}”` : quote,
    )
    .split(END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => countWords(sentence) > 0);
}

/** Rules `sentence-words` and `paragraph-words`: the text is read in a second or third language. */
export const plainSentences = everyModule(({ card, sections }, standards) => {
  const lengths = sections
    .flatMap(({ paragraphs }) => paragraphs)
    .flatMap(({ value }) => sentencesOf(value))
    .map(countWords);
  const mean = lengths.reduce((sum, words) => sum + words, 0) / Math.max(1, lengths.length);
  const problems: Problem[] = [];
  if (mean > standards.meanSentenceWords) {
    const message = `Sentences have ${mean.toFixed(1)} words on average; at most ${standards.meanSentenceWords} are plain.`;
    problems.push({ file: card.file, line: card.line('id'), rule: 'sentence-words', message });
  }
  for (const { file, paragraphs } of sections)
    for (const paragraph of paragraphs)
      problems.push(...tooLong(paragraph, standards).map((problem) => ({ ...problem, file, line: paragraph.line })));
  return problems;
});

function tooLong(
  { value }: Located<string>,
  { sentenceWords, paragraphWords }: { readonly sentenceWords: number; readonly paragraphWords: number },
): readonly Pick<Problem, 'rule' | 'message'>[] {
  const words = countWords(value);
  const long = sentencesOf(value).filter((sentence) => countWords(sentence) > sentenceWords);
  return [
    ...long.map((sentence) => ({
      rule: 'sentence-words',
      message: `“${sentence.slice(0, 40)}…” has ${countWords(sentence)} words; a sentence has at most ${sentenceWords}.`,
    })),
    ...(words > paragraphWords
      ? [
          {
            rule: 'paragraph-words',
            message: `The paragraph has ${words} words; at most ${paragraphWords} are read at once.`,
          },
        ]
      : []),
  ];
}
