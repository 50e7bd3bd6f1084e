import { describe, expect, test } from 'vitest';
import { lineIn, places, thinCases } from '../support/problems';
import { filesOf, thinSeries } from '../support/valid-series';

const { breaks, editedFiles, problemsOfFiles } = thinCases;

const FILE = '01-norms/sections/02-two.en.md';

/** Expects that the edit breaks this rule somewhere at the line of `needle`, whatever else follows from it. */
function reports(rule: string, from: string, to: string, needle: string): void {
  const files = editedFiles(FILE, from, to);
  expect(places(problemsOfFiles(files))).toContain(`${FILE}:${lineIn(files, FILE, needle)} ${rule}`);
}

describe('front matter', () => {
  test('a section without front matter is reported', () => {
    const files = filesOf(thinSeries()).set(FILE, 'Only text.\n');
    expect(places(problemsOfFiles(files))).toContain(`${FILE}:1 front-matter`);
  });

  test('what is wrong in it has its line in the whole file', () => {
    reports('schema', 'title: Section two', 'titel: Section two', 'titel');
  });
});

describe('headings', () => {
  test('a heading without an id is reported', () => {
    breaks('headings', FILE, '## First heading {#first}', '## First heading');
  });

  test('a heading’s id has the form of an id', () => {
    breaks('headings', FILE, '{#first}', '{#First_One}');
  });

  test('the id of the opening is taken', () => {
    reports('headings', '{#first}', '{#opening}', '{#opening}');
  });

  test('a lower heading carries no id', () => {
    breaks(
      'headings',
      FILE,
      '## Second heading {#second}',
      '## Second heading {#second}\n\n### Lower {#lower}',
      '### Lower',
    );
  });

  test('the title is not repeated as a top heading, and there is no fourth level', () => {
    breaks('headings', FILE, '## Second heading {#second}', '## Second heading {#second}\n\n# Top', '# Top');
    breaks('headings', FILE, '## Second heading {#second}', '## Second heading {#second}\n\n#### Deep', '#### Deep');
  });

  test('a block can’t begin inside a box', () => {
    breaks('headings', FILE, '::: case A case\nText.', '::: case A case\n## Inside {#inside}\n\nText.', '## Inside');
  });
});

describe('boxes', () => {
  test('an unknown box is reported', () => {
    breaks('settings', FILE, '::: case A case', '::: warning A case');
  });

  test('a box that is never closed is reported where it opens', () => {
    reports('settings', 'Text.\n:::', 'Text.', '::: case A case');
  });

  test('a box inside a box is reported', () => {
    reports('settings', 'Text.\n:::', 'Text.\n::: mistake Another\nText.\n:::', '::: mistake');
  });

  test('a line that closes nothing is reported', () => {
    breaks('settings', FILE, '::: case A case\nText.\n:::', '::: case A case\nText.\n:::\n\n  :::', '  :::');
  });

  test('citations and links don’t belong into a box’s title', () => {
    breaks('settings', FILE, '::: case A case', '::: case A case [@crc art. 4]', '::: case');
  });

  test('a fold without a title is reported: nobody would know whom it is for', () => {
    breaks('settings', FILE, '::: case A case', '::: more', '::: more');
  });

  test('a figure can’t stand inside a quotation', () => {
    const files = editedFiles('01-norms/sections/01-one.en.md', '::: figure stages\n:::', '> ::: figure stages\n> :::');
    const file = '01-norms/sections/01-one.en.md';
    expect(places(problemsOfFiles(files))).toEqual([`${file}:${lineIn(files, file, '::: figure')} settings`]);
  });

  test('colons in a code block are no boxes', () => {
    expect(places(problemsOfFiles(editedFiles(FILE, 'Text.\n:::', 'Text.\n:::\n\n```\n::: anything\n```')))).toEqual(
      [],
    );
  });
});

describe('what Markdown may not hold', () => {
  test('raw HTML is reported', () => {
    breaks('raw-html', FILE, 'Child rights [@crc', 'Child <b>rights [@crc', '<b>');
    reports('raw-html', 'Child rights [@crc', '<!-- note --> Child rights [@crc', '<!--');
  });

  test('a smaller-than sign in a sentence is no HTML', () => {
    expect(places(problemsOfFiles(editedFiles(FILE, 'Child rights [@crc', 'Child 5 < 6 [@crc')))).toEqual([]);
  });

  test('images are reported', () => {
    breaks('images', FILE, 'Child rights [@crc', 'Child ![rights](rights.png) [@crc', '![');
  });

  test.each(['https://example.org', 'javascript:alert(1)', 'data:text/html,x', '#first', 'term:Bad_Id'])(
    'a link to %s is reported',
    (target) => {
      breaks('links', FILE, 'Child rights [@crc', `Child [rights](${target}) [@crc`, '[rights]');
    },
  );

  test('a malformed citation is reported at the line on which it stands in its paragraph', () => {
    breaks('citations', FILE, 'Child rights [@crc art. 4].', 'Child rights [@crc art. 4].\nMore [@CRC, 5].', '[@CRC');
  });
});
