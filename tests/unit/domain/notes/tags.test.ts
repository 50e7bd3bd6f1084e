import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countTags,
  cutFromTags,
  isTagList,
  MAXIMUM_TAG_LENGTH,
  MAXIMUM_TAGS,
  mergeTags,
  readTag,
  readTags,
  sameTag,
  withoutTag,
  withRenamedTag,
  withTags,
} from '../../../../src/domain/notes/tags';

describe('tags', () => {
  it('are read without their sign, white space and characters of no width; nothing is no tag', () => {
    expect(readTags(' #bail ,  last   resort; ការ\u200Bពារ ')).toEqual(['bail', 'last resort', 'ការពារ']);
    expect(readTags('bail، court、law')).toEqual(['bail', 'court', 'law']);
    expect(readTag('cafe\u0301')).toBe('caf\u00E9');
    for (const nothing of ['', ' ', '#', '\u200B', ' , ;']) expect(readTags(nothing)).toEqual([]);
    expect(readTag('x'.repeat(500))).toHaveLength(MAXIMUM_TAG_LENGTH);
    expect(cutFromTags(`bail, #${'x'.repeat(MAXIMUM_TAG_LENGTH + 7)} , ${'y'.repeat(MAXIMUM_TAG_LENGTH + 3)}`)).toBe(
      10,
    );
  });

  it('are cut between characters, not within one', () => {
    const letters = 'x'.repeat(MAXIMUM_TAG_LENGTH - 1);
    expect(readTag(`${letters}⚖\u{1F9D2}`)).toBe(`${letters}⚖`);
    expect(readTag(`${letters}\u{1F9D2}`)).toBe(letters);
    expect(readTag(`${letters} and more`)).toBe(letters);
  });

  it('are the same in capitals or not, and in either spelling of Khmer', () => {
    expect(sameTag('Bail', 'bail')).toBe(true);
    expect(sameTag('យុ\u17D2\u178Fិធម៌', 'យុ\u17D2\u178Aិធម៌')).toBe(true);
    expect(withTags(['Bail'], ['bail', 'court'])).toEqual(['Bail', 'court']);
    expect(withoutTag(['Bail', 'court'], 'BAIL')).toEqual(['court']);
  });

  it('are renamed in their place, and become one where the new name is there', () => {
    expect(withRenamedTag(['a', 'b', 'c'], 'b', 'd')).toEqual(['a', 'd', 'c']);
    expect(withRenamedTag(['a', 'b', 'c'], 'c', 'a')).toEqual(['a', 'b']);
    expect(withRenamedTag(['bail'], 'bail', 'Bail')).toEqual(['Bail']);
  });

  it('are counted over living notes, the most used first, then by name', () => {
    const notes = [
      { tags: ['detention', 'police', 'court'], deleted: false },
      { tags: ['Police'], deleted: false },
      { tags: ['gone'], deleted: true },
      { deleted: false },
    ];
    expect(countTags(notes)).toEqual([
      { tag: 'police', count: 2 },
      { tag: 'court', count: 1 },
      { tag: 'detention', count: 1 },
    ]);
  });

  it('of two states keep what either added and lose what either removed', () => {
    expect(mergeTags(['a', 'b'], ['a', 'b', 'c'], ['b', 'd'])).toEqual(['b', 'd', 'c']);
    expect(mergeTags([], ['a'], ['b'])).toEqual(['b', 'a']);
    expect(mergeTags(['a'], [], ['a'])).toEqual([]);
  });

  it('come to the same set whichever state is the newer', () => {
    const tags = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
    fc.assert(
      fc.property(tags, tags, tags, (base, one, other) => {
        expect(mergeTags(base, one, other).toSorted()).toEqual(mergeTags(base, other, one).toSorted());
      }),
    );
  });

  it('are all kept where two states are merged, one is renamed, or one is added to too many', () => {
    const letters = (prefix: string): string[] => Array.from({ length: 15 }, (_, at) => `${prefix}${at}`);
    const merged = mergeTags([], letters('a'), letters('b'));
    expect(merged).toEqual([...letters('b'), ...letters('a')]);
    expect(withRenamedTag(merged, 'a3', 'bail')).toHaveLength(30);
    expect(withTags(merged, ['further'])).toEqual(merged);
    expect(
      isTagList(
        mergeTags(
          [],
          Array.from({ length: 200 }, (_, at) => `x${at}`),
          merged,
        ),
      ),
    ).toBe(true);
  });

  it('are at most so many', () => {
    const many = Array.from({ length: 50 }, (_, at) => `t${at}`);
    expect(withTags([], many)).toHaveLength(MAXIMUM_TAGS);
    expect(isTagList(many)).toBe(true);
    for (const wrong of [null, 'a', [1], ['a', ['b']], Array.from({ length: 5_000 }, () => 'a'), ['x'.repeat(10_000)]])
      expect(isTagList(wrong)).toBe(false);
  });
});
