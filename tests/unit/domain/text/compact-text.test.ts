import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTyped } from '../../../../src/domain/text/typography';
import { blockText, compactText, countsInCompactText } from '../../../../src/domain/text/compact-text';

describe('compact text', () => {
  it('has no white space of any kind, no zero-width sign and no soft hyphen', () => {
    const spaces = '\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2003\u200A\u2028\u2029\u202F\u205F\u3000';
    expect(compactText(`a${spaces}b\u200B\u200C\u200D\u2060\uFEFF\u00ADc`)).toBe('abc');
  });

  it('leaves Khmer, marks and emoji as they are', () => {
    expect(compactText('សិទ្ធិ\u200Bកុមារ 👧🏽 e\u0301')).toBe('សិទ្ធិកុមារ👧🏽e\u0301');
  });

  it('leaves two spellings of one sign as they are, so that an offset leads back to its unit', () => {
    expect(compactText('e\u0301')).toHaveLength(2);
    expect(compactText('\u00E9')).toHaveLength(1);
  });

  it('has quotation marks and dashes as they are typed, so that a text set in type has the same anchors', () => {
    expect(compactText('the child’s “own” ‘view’, paras.\u00A051–53')).toBe(`thechild's"own"'view',paras.51-53`);
  });

  it('is what stays when every unit is judged alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
        expect(asTyped(text.split('').filter(countsInCompactText).join(''))).toBe(compactText(text));
      }),
    );
  });

  it('is its own compact text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '\u200B', '\u00AD', 'ក', '្', '👧', '\u2028') }),
        (text) => compactText(compactText(text)) === compactText(text),
      ),
    );
  });
});

describe('a block as text', () => {
  it('has no tags, and its entities decoded once', () => {
    expect(
      blockText('<p>A &lt;b&gt; &amp;amp; &quot;c&quot;</p>\n<aside data-setting="case"><h3>Title</h3></aside>'),
    ).toBe('A <b> &amp; "c"\nTitle');
  });

  it('reads entities by number, and leaves what is none', () => {
    expect(blockText('&#39;&#x1F467;&#X2014; &unknown; &#9999999; & &;')).toBe("'👧— &unknown; &#9999999; & &;");
  });

  it('has no text of attributes', () => {
    expect(blockText('<div class="table-scroll" aria-label="Right &gt; duty: a"><table></table></div>')).toBe('');
  });
});
