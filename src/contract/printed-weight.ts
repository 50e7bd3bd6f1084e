/** Latin, Greek and Cyrillic letters and the usual signs: one glyph each, set in a line as they come. */
const PLAIN = /[^\u0300-\u036F\u0590-\u1DFF\u1F00-\u1FFF\u2070-\u{10FFFF}]/gu;
const KHMER = /[\u1780-\u17FF\u19E0-\u19FF]/gu;
const BREAKS = /[\r\n]+/gu;

/** What a line of its own weighs beside its letters: it is a paragraph, of 9 kB where it is one Latin letter. */
const LINE = 7;

/**
 * How much work it is to set a text, in plain letters. A cluster of several glyphs, or a line from the right, is
 * written anew so that it reads as typed (decision 031): measured at 0.016 ms a unit for Latin, 0.03 to 0.07 for Khmer
 * and up to 0.25 for letters with marks of other scripts, with as many more bytes. 300,000 of these take half a
 * gigabyte at most, and in paragraphs of some lines a second or a few. Breaking a paragraph takes longer the longer it
 * is: five of 60,000 letters take ten seconds, and up to 25 where they are Greek without a space.
 */
export function printedWeight(text: string): number {
  const rest = text.replace(PLAIN, '');
  const others = rest.replace(KHMER, '').length;
  return (
    text.length - rest.length + 4 * (rest.length - others) + 16 * others + LINE * (text.match(BREAKS)?.length ?? 0)
  );
}
