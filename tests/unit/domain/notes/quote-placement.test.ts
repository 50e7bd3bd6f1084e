import search from 'approx-string-match';
import { describe, expect, it } from 'vitest';
import { compactText } from '../../../../src/domain/text/compact-text';
import { anchorFor, placeQuotes, type QuotedNote } from '../../../../src/domain/notes/quote-placement';

const TEXT = compactText(
  'The court may not use detention except as a measure of last resort. Detention shall be for the shortest time. A child has the right to be heard.',
);
const OTHER = compactText(
  'Every child deprived of liberty is treated with humanity. The detention of a child must follow the law.',
);

function noteOn(
  text: string,
  words: string,
  { blockId = 'own', from = 0 }: { blockId?: string; from?: number } = {},
): QuotedNote {
  const quote = compactText(words);
  const start = text.indexOf(quote, from);
  if (start < 0) throw new RangeError(`The text has no "${words}".`);
  return { noteId: 'note', blockId, quote: words, anchor: anchorFor(text, start, start + quote.length) };
}

function place(
  note: QuotedNote,
  own: string,
  other = OTHER,
): ReturnType<typeof placeQuotes> extends ReadonlyMap<string, infer Place> ? Place | undefined : never {
  return placeQuotes(
    [
      { id: 'other', text: other },
      { id: 'own', text: own },
    ],
    [note],
    search,
  ).get('note');
}

function wordsAt(note: QuotedNote, own: string, other = OTHER): string | null {
  const found = place(note, own, other);
  return found ? `${found.blockId}: ${(found.blockId === 'own' ? own : other).slice(found.start, found.end)}` : null;
}

describe('a text that was set in type after it was highlighted', () => {
  const typed = `The Committee "urges" States - see paras. 51-53 - to hear the child's own view.`;
  const set = 'The Committee “urges” States – see paras.\u00A051–53 – to hear the child’s own view.';

  it.each(['"urges"', "the child's own", 'paras. 51-53', 'own view.'])('has %s where it was', (words) => {
    const before = typed.replace(/\s/gu, '');
    const quote = words.replace(/\s/gu, '');
    const start = before.indexOf(quote);
    // As a version of the app that knew no curly marks wrote it.
    const anchor = {
      prefix: before.slice(Math.max(0, start - 32), start),
      suffix: before.slice(start + quote.length).slice(0, 32),
      start,
    };
    const found = place({ noteId: 'note', blockId: 'own', quote: words, anchor }, compactText(set));
    expect(found).toEqual({ blockId: 'own', start, end: start + quote.length });
  });
});

describe('an anchor', () => {
  it('holds 32 units of each side and the offset', () => {
    const anchor = anchorFor(TEXT, 40, 50);
    expect(anchor).toEqual({ prefix: TEXT.slice(8, 40), suffix: TEXT.slice(50, 82), start: 40 });
  });

  it('holds less at the edges of its block', () => {
    expect(anchorFor('abc', 0, 3)).toEqual({ prefix: '', suffix: '', start: 0 });
    expect(anchorFor('abc', 1, 2)).toEqual({ prefix: 'a', suffix: 'c', start: 1 });
  });

  it('cuts no emoji', () => {
    const text = `${'👧'.repeat(20)}x${'👧'.repeat(20)}`;
    const { prefix, suffix } = anchorFor(`a${text}b`, 41, 42);
    expect([prefix, suffix]).toEqual(['👧'.repeat(16), '👧'.repeat(16)]);
    const odd = anchorFor(`${'👧'.repeat(20)}bcb${'👧'.repeat(20)}`, 41, 42);
    expect([odd.prefix, odd.suffix]).toEqual([`${'👧'.repeat(15)}b`, `b${'👧'.repeat(15)}`]);
  });

  it.each([
    [-1, 2],
    [3, 2],
    [0, 4],
    [Number.NaN, 1],
  ])('is refused from %d to %d of three units', (start, end) => {
    expect(() => anchorFor('abc', start, end)).toThrow(RangeError);
  });
});

describe('a quote in a text that is as it was', () => {
  it('stands where it stood, also one of words that stand there twice', () => {
    const first = noteOn(TEXT, 'detention');
    expect(
      place(
        {
          ...first,
          quote: 'Detention',
          anchor: anchorFor(TEXT, TEXT.indexOf('Detention'), TEXT.indexOf('Detention') + 9),
        },
        TEXT,
      ),
    ).toEqual({ blockId: 'own', start: TEXT.indexOf('Detention'), end: TEXT.indexOf('Detention') + 9 });
    expect(place(first, TEXT)?.start).toBe(TEXT.indexOf('detention'));
  });

  it('is told from the same words with the same surroundings by where it stood', () => {
    const repeated = 'abcdefghij'.repeat(40);
    const note: QuotedNote = { noteId: 'note', blockId: 'own', quote: 'defg', anchor: anchorFor(repeated, 203, 207) };
    expect(place(note, repeated)).toEqual({ blockId: 'own', start: 203, end: 207 });
  });

  it('is looked for in no other block of the section', () => {
    let reads = 0;
    const other = {
      id: 'other',
      get text() {
        reads += 1;
        return OTHER;
      },
    };
    expect(
      placeQuotes([other, { id: 'own', text: TEXT }], [noteOn(TEXT, 'a measure of last resort')], search).get('note')
        ?.blockId,
    ).toBe('own');
    expect(reads).toBe(0);
  });

  it('may be the whole block, its beginning or its end', () => {
    for (const words of [TEXT, TEXT.slice(0, 3), TEXT.slice(-6)])
      expect(wordsAt(noteOn(TEXT, words), TEXT)).toBe(`own: ${words}`);
  });

  it('may be written with other spaces than the text', () => {
    expect(wordsAt(noteOn(TEXT, 'last\n resort.\u200B Detention'), TEXT)).toBe('own: lastresort.Detention');
  });
});

describe('a quote in a text that was changed', () => {
  const note = noteOn(TEXT, 'measure of last resort');

  it('is found in its new surroundings on one side', () => {
    const [before, after] = TEXT.split('measureoflastresort') as [string, string];
    expect(wordsAt(note, `${before.slice(0, -30)}otherwords,measureoflastresort${after}`)).toBe(
      'own: measureoflastresort',
    );
    expect(wordsAt(note, `${before}measureoflastresort,whichissaidelsewhere`)).toBe('own: measureoflastresort');
  });

  it('is found in another block of the section', () => {
    expect(wordsAt(note, 'Nothing of it.', `${OTHER}${TEXT}`)).toBe('other: measureoflastresort');
  });

  it('is found where a word of it was changed', () => {
    expect(wordsAt(note, TEXT.replace('measureoflastresort', 'measureofverylastresort'))).toBe(
      'own: measureofverylastresort',
    );
    expect(wordsAt(note, TEXT.replace('measureoflastresort', 'meansoflastresort'))).toBe('own: meansoflastresort');
  });

  it('is found whole where its first or last sign was changed', () => {
    expect(wordsAt(note, TEXT.replace('measureoflastresort', 'Measureoflastresort'))).toBe('own: Measureoflastresort');
    expect(wordsAt(note, TEXT.replace('measureoflastresort', 'measuresoflastresorts'))).toBe(
      'own: measuresoflastresorts',
    );
    expect(wordsAt(note, TEXT.replace('measureoflastresort', 'measureoflastresor'))).toBe('own: measureoflastresor');
  });

  it('is not found where more than a quarter of it was changed', () => {
    expect(wordsAt(note, TEXT.replace('measureoflastresort', 'stepthatthejudgehardlytakes'))).toBeNull();
  });

  it('is unplaced where it was taken out, though its words stand elsewhere', () => {
    const many = compactText(
      'The Committee on the Rights of the Child met. The Convention on the Rights of the Child is law. The Rights of the Child come first.',
    );
    const third = noteOn(many, 'Rights', { from: many.lastIndexOf('Rights') });
    expect(
      wordsAt(third, many.slice(0, many.lastIndexOf('Rights')) + many.slice(many.lastIndexOf('Rights') + 6)),
    ).toBeNull();
  });

  it('of a short word is unplaced where all around it is new', () => {
    expect(wordsAt(noteOn(TEXT, 'child'), 'Onceuponatimetherewasachildinavillage.')).toBeNull();
  });

  it('of many words is found whatever is around it', () => {
    const long = noteOn(TEXT, TEXT.slice(20, 90));
    expect(wordsAt(long, 'Nothingofit.', `Newwords${TEXT.slice(20, 90)}newwords`)).toBe(`other: ${TEXT.slice(20, 90)}`);
  });

  it('of many words is unplaced where it was taken out, though another sentence is nearly the same', () => {
    const sentence = TEXT.slice(20, 90);
    const changed = TEXT.replace(sentence, '');
    expect(wordsAt(noteOn(TEXT, sentence), changed, `Newwords${sentence.replace(/e/gu, 'a')}newwords`)).toBeNull();
    expect(wordsAt(noteOn(TEXT, TEXT), '', `Newwords${TEXT.replace(/e/gu, 'a')}newwords`)).toBeNull();
  });

  it('follows its paragraph into another block, though its words still stand with some of the same around them, or what was around them closed up', () => {
    const word = noteOn(TEXT, 'last');
    expect(wordsAt(word, 'exceptasameasureoflastnight', TEXT)).toBe('other: last');
    expect(wordsAt(word, TEXT.replace('last', ''), TEXT)).toBe('other: last');
  });

  it('of a short word needs eight units of what was around it on one side', () => {
    const word = noteOn(TEXT, 'last');
    expect(wordsAt(word, 'Onceuponasureoflastnight')).toBeNull();
    expect(wordsAt(word, 'Onceuponeasureoflastnight')).toBe('own: last');
    expect(wordsAt(word, 'AllofthelastresortDinner')).toBeNull();
    expect(wordsAt(word, 'Allofthelastresort.Dinner')).toBe('own: last');
  });

  it('at the edge of its block stays there, and is not looked for elsewhere for that', () => {
    const [first, last] = [noteOn(TEXT, 'The'), noteOn(TEXT, 'heard.')];
    expect(wordsAt(first, 'Theoldkingdom')).toBe('own: The');
    expect(wordsAt(last, 'Nobodywasheard.')).toBe('own: heard.');
    expect(wordsAt(first, 'TheoldTheking')).toBe('own: The');
    expect(wordsAt(first, 'Oncemore,Theking')).toBeNull();
    expect(wordsAt(last, 'Nobodywasheard.Butlater')).toBeNull();
    expect(wordsAt(first, 'Once', 'Theoldkingdom')).toBeNull();
    expect(wordsAt(last, 'Once', 'Nobodywasheard.')).toBeNull();
  });

  it('in a block of a few words is not taken out where those words stand elsewhere in it', () => {
    const note = noteOn('aQuoteb', 'Quote');
    expect(wordsAt(note, 'aQuotezab')).toBe('own: Quote');
    expect(wordsAt(note, 'abzQuoteb')).toBe('own: Quote');
    expect(wordsAt(note, 'ab', 'zzQuotezz')).toBeNull();
  });

  it('is told apart from the same words nearer to where it stood by what surrounds it', () => {
    const before = `Oldlawsmadedetentionarule.${'y'.repeat(60)}`;
    expect(place(noteOn(TEXT, 'detention'), before + TEXT)?.start).toBe(before.length + TEXT.indexOf('detention'));
    const similar = `Ourcourtmaynotusedetentionarule.${'y'.repeat(60)}${TEXT.replace('except', 'unless')}`;
    expect(place(noteOn(TEXT, 'detention'), similar)?.start).toBe(similar.lastIndexOf('detentionunless'));
  });

  it('is found rather where one side is whole than where parts of both are the same', () => {
    const [before, after] = ['abcdefghijklmnopqrstuvwxyz0123456789', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.repeat(2)];
    const parts = `-${before.slice(-20)}quoted${after.slice(0, 20)}-`;
    expect(place(noteOn(`${before}quoted${after}`, 'quoted'), `${parts}${before}quoted-`)?.start).toBe(
      parts.length + before.length,
    );
  });

  it('is told by where it stood from the same words with as much of what surrounded it', () => {
    const [before, once] = ['p'.repeat(40), `${'p'.repeat(40)}detained${'z'.repeat(40)}`];
    const note = noteOn(`${'x'.repeat(200)}${before}detained${'s'.repeat(40)}`, 'detained');
    const text = `${once}${'x'.repeat(100)}${once}`;
    expect(place(note, text)?.start).toBe(text.lastIndexOf('detained'));
  });

  it('with surroundings that hold white space, as a hand-made file may, is found by them', () => {
    const word = noteOn(TEXT, 'last');
    expect(wordsAt({ ...word, anchor: { prefix: 'as a measure of ', suffix: '', start: 0 } }, TEXT)).toBe('own: last');
  });

  it('of more units than a quote may have is looked for as it is only', () => {
    const long = Array.from({ length: 2_001 }, (_, index) => String.fromCharCode(97 + ((index * index) % 26))).join('');
    let asked = 0;
    const find: typeof search = (...given) => {
      asked += 1;
      return search(...given);
    };
    const note: QuotedNote = { noteId: 'note', blockId: 'own', quote: long, anchor: anchorFor(long, 0, long.length) };
    expect(placeQuotes([{ id: 'own', text: `new${long}` }], [note], find).get('note')).toEqual({
      blockId: 'own',
      start: 3,
      end: 2_004,
    });
    expect(placeQuotes([{ id: 'own', text: `new${long.slice(1)}` }], [note], find).get('note')).toBeNull();
    expect(asked).toBe(0);
  });

  it('is unplaced in a section of empty blocks and in one of none', () => {
    expect(place(note, '', '')).toBeNull();
    expect(placeQuotes([], [note], search).get('note')).toBeNull();
  });

  it('is found in another block where its own is gone', () => {
    expect(wordsAt({ ...note, blockId: 'gone' }, TEXT)).toBe('own: measureoflastresort');
  });
});

describe('Khmer and emoji', () => {
  const khmer = compactText(
    'ច្បាប់ស្តីពីយុត្តិធម៌អនីតិជនចែងថា ការឃុំខ្លួនអនីតិជនជាវិធានការចុងក្រោយ ហើយត្រូវមានរយៈពេលខ្លីបំផុត ដោយគិតពីផលប្រយោជន៍ឧត្តមរបស់កុមារ។',
  );

  it('are found where they stood, with and without zero-width spaces', () => {
    const note = noteOn(khmer, 'ការឃុំខ្លួនអនីតិជន');
    expect(wordsAt({ ...note, quote: 'ការ\u200Bឃុំខ្លួន\u200Bអនីតិជន' }, `ថ្មី។${khmer}`)).toBe('own: ការឃុំខ្លួនអនីតិជន');
  });

  it('are never cut within a cluster by an approximate match', () => {
    const note = noteOn(khmer, 'វិធានការចុងក្រោយ');
    const changed = khmer.replace('វិធានការចុងក្រោយ', 'វិធានការចុងក្រោយ្យ');
    expect(wordsAt(note, changed)).toBe('own: វិធានការចុងក្រោយ្យ');
    expect(wordsAt(note, changed.replace('វិធាន', 'វិធា!ន'))).toBe('own: វិធា!នការចុងក្រោយ្យ');
  });

  it('are never cut within a surrogate pair', () => {
    const text = `${'a'.repeat(40)}👧👦${'b'.repeat(40)}`;
    // A hand-made quote of half an emoji.
    const note: QuotedNote = {
      noteId: 'note',
      blockId: 'own',
      quote: '\uDC67👦',
      anchor: { prefix: 'aaaaaaaa', suffix: 'bbbbbbbb', start: 41 },
    };
    expect(place(note, text)).toBeNull();
  });
});

describe('a note without an anchor', () => {
  const old: QuotedNote = { noteId: 'note', blockId: 'own', quote: 'right to be heard' };

  it('is placed where its words stand once in the section', () => {
    expect(wordsAt(old, TEXT)).toBe('own: righttobeheard');
  });

  it('has no place and is not called unplaced where they stand twice or not at all', () => {
    expect(place(old, TEXT, TEXT)).toBeUndefined();
    expect(place(old, OTHER)).toBeUndefined();
  });

  it('is called unplaced where it has a colour', () => {
    expect(place({ ...old, colour: 'green' }, OTHER)).toBeNull();
  });

  it('or with one that is none, as a damaged journal may hold, is placed where its words stand once', () => {
    for (const anchor of [null, 'x', {}, { prefix: 1, suffix: '', start: 0 }, { prefix: '', suffix: '', start: -1 }]) {
      expect(wordsAt({ ...old, anchor: anchor as never }, TEXT)).toBe('own: righttobeheard');
    }
    for (const quote of [null, 5, {}]) expect(place({ ...old, quote: quote as never }, TEXT)).toBeUndefined();
  });

  it('has no place where it has no quote', () => {
    expect(place({ ...old, quote: ' \u200B', colour: 'green' }, TEXT)).toBeUndefined();
  });
});
