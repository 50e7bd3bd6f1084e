const FILLER = 'Children have rights that adults must respect in every case'.split(' ');

/** As many plain words as asked, in sentences of ten and paragraphs of fifty. */
export function filler(words: number): string {
  return Array.from({ length: words }, (_item, index) => {
    const end = index % 10 === 9 ? '.' : '';
    return (FILLER[index % 10] ?? '') + end + (index % 50 === 49 ? '\n\n' : ' ');
  })
    .join('')
    .trim();
}

/**
 * A section's text with exactly so many words of prose: an opening, two blocks, one citation, the given terms, a case
 * and, if asked, a figure.
 */
export function sectionBody({
  words,
  termIds = [],
  figureId,
}: {
  words: number;
  termIds?: readonly string[];
  figureId?: string;
}): string {
  const links = termIds.map((id) => `[word](term:${id})`).join(' ');
  const fixed = termIds.length + 'Child rights First heading Second heading A case Text'.split(' ').length;
  return [
    `Child rights [@crc art. 4]. ${links}`,
    '',
    '## First heading {#first}',
    '',
    filler(Math.ceil((words - fixed) / 2)),
    '',
    ...(figureId === undefined ? [] : [`::: figure ${figureId}`, ':::', '']),
    '## Second heading {#second}',
    '',
    '::: case A case',
    'Text.',
    ':::',
    '',
    '| Column | Other |',
    '|---|---|',
    '| cell | cell |',
    '',
    filler(Math.floor((words - fixed) / 2)),
  ].join('\n');
}
