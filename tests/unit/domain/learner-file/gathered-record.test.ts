import { describe, expect, it } from 'vitest';
import { MAXIMUM_PIECE_LENGTH } from '../../../../src/contract/delivery';
import { GatheredRecord } from '../../../../src/domain/learner-file/gathered-record';
import type { KeyRecord } from '../../../../src/domain/protection/protection';
import { keyTag } from '../../../../src/domain/protection/note-content';
import { sampleContents } from '../../../support/learner-files/learner-file-samples';
import { readInPieces } from '../../../support/learner-files/learner-files';
import { identifier, learner, note, read, statement } from '../../../support/builders/statement-builders';

const wrap = { salt: 'AAAA', iterations: 1_000, wrapped: 'AAAA' };
const key = (status: KeyRecord['status'], updatedAt = '2026-11-20T01:00:00.000Z'): KeyRecord => ({
  version: 1,
  keyId: identifier(70),
  status,
  pin: wrap,
  recovery: wrap,
  createdAt: '2026-11-20T01:00:00.000Z',
  updatedAt,
});
const SEALED = 'AQAAAAAAAAAAAAAA';

function gathered(...changes: readonly (readonly [kind: string, body: unknown])[]): GatheredRecord {
  const record = new GatheredRecord(learner({ latinName: 'As the list has it' }));
  for (const [kind, body] of changes) record.add(kind, typeof body === 'string' ? body : JSON.stringify(body));
  return record;
}

/** The file's text, and what the app's own import reads from it. */
function fileOf(record: GatheredRecord): { readonly text: string } & ReturnType<typeof readInPieces> {
  const text = [...record.pieces('2026-11-25T08:00:00.000Z')].join('');
  return { text, ...readInPieces(text) };
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

describe('a record that is gathered', () => {
  it('is everything of a whole record, as a file that its reader takes', () => {
    const sample = sampleContents();
    const { text: _, ...file } = fileOf(
      gathered(
        ['learner', sample.learner],
        ['position', sample.position],
        ...sample.statements.map((body) => ['statement', body] as const),
        ...sample.notes.map((body) => ['note', body] as const),
      ),
    );
    expect(file).toEqual({
      ...sample,
      createdAt: '2026-11-25T08:00:00.000Z',
      statements: [...sample.statements].sort(byId),
      notes: [...sample.notes].sort(byId),
    });
  });

  it('holds each row once wherever it came from, in the form that came first, and the newest profile and position', () => {
    const position = {
      moduleId: 'a',
      sectionId: 'a/first',
      blockId: 'b',
      sentence: '',
      at: '2026-11-20T01:00:00.000Z',
    };
    const record = gathered(
      ['statement', statement(read('a/first'), 1)],
      ['learner', learner({ latinName: 'New', updatedAt: '2026-11-21T01:00:00.000Z' })],
      ['position', { ...position, at: '2026-11-22T01:00:00.000Z' }],
      ['statement', statement(read('a/second'), 2)],
      ['statement', { ...statement(read('a/changed by damage'), 1) }],
      ['learner', learner({ latinName: 'Old' })],
      ['position', position],
    );
    expect(fileOf(record)).toMatchObject({
      learner: { latinName: 'New' },
      position: { at: '2026-11-22T01:00:00.000Z' },
      statements: [{ sectionId: 'a/first' }, { sectionId: 'a/second' }],
    });
  });

  it('has the name of the list where no profile is found, older than any profile', () => {
    expect(fileOf(gathered(['note', note()]))).toMatchObject({
      learner: { latinName: 'As the list has it', updatedAt: '1970-01-01T00:00:00.000Z' },
      position: null,
    });
  });

  it.each([
    ['no JSON', 'statement', '{'],
    ['no text at all', 'note', ''],
    ['another shape', 'statement', { verb: 'experienced' }],
    ['an unknown kind', 'bookmark', { id: identifier(1) }],
    ['the line that begins an epoch', 'epoch', { reason: 'restored', at: '' }],
    ['the profile of another learner', 'learner', learner({ id: identifier(99) })],
    ['a key that is none', 'key', { keyId: identifier(70) }],
    ['a depth that no row has', 'note', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    [
      'a line longer than a file may have',
      'statement',
      { ...statement(read('a/first'), 1), addedByANewerVersion: 'ក'.repeat(180_000) },
    ],
  ])('leaves out what is %s, and keeps the rest', (_, kind, body) => {
    expect(gathered([kind, body]).isEmpty).toBe(true);
    const file = fileOf(gathered(['note', note()], [kind, body], ['statement', statement(read('a/first'), 2)]));
    expect(file).toMatchObject({ statements: [{ sectionId: 'a/first' }], notes: [{ id: note().id }] });
    expect([file.statements.length, file.learner.latinName]).toEqual([1, 'As the list has it']);
  });

  it('keeps fields and verbs of a newer version, without keys that reach into prototypes', () => {
    const { statements } = fileOf(
      gathered([
        'statement',
        `{"id":"${identifier(9)}","verb":"discussed","timestamp":"2026-11-20T01:00:00.000Z","day":"2026-11-20","topic":"diversion","__proto__":{"spoilt":true}}`,
      ]),
    );
    expect(statements).toMatchObject([{ verb: 'discussed', topic: 'diversion' }]);
    expect((statements[0] as unknown as { spoilt?: boolean }).spoilt).toBeUndefined();
  });

  it('is empty until a row or a profile is found: a key alone is nothing to be saved', () => {
    expect(gathered(['key', key('active')]).isEmpty).toBe(true);
    expect(gathered(['learner', learner()]).isEmpty).toBe(false);
    expect(gathered(['statement', statement(read('a/first'), 1)]).isEmpty).toBe(false);
  });

  it('comes in pieces that the host takes', () => {
    const long = (id: number) => ['note', note({ id: identifier(id), text: 'x'.repeat(50_000) })] as const;
    const record = gathered(...Array.from({ length: 30 }, (_, number) => long(300 + number)));
    const lengths = [...record.pieces('2026-11-25T08:00:00.000Z')].map(({ length }) => length);
    expect(lengths.length).toBeGreaterThan(2);
    expect(Math.max(...lengths)).toBeLessThan(MAXIMUM_PIECE_LENGTH);
  });
});

describe('a record with a PIN that is gathered', () => {
  it.each([
    ['a note that is not sealed yet', note({ id: identifier(81), text: 'In clear.' })],
    [
      'a tag beside sealed text',
      note({ id: identifier(81), text: '', quote: '', sealed: SEALED, tags: ['In clear.'] }),
    ],
    ['a note that stands sealed elsewhere', note({ text: 'In clear.' })],
  ])('gives notes out sealed, and leaves out %s', (_, plain) => {
    const sealed = note({ text: '', quote: '', sealed: SEALED });
    const record = gathered(['note', plain], ['key', key('active')], ['note', sealed]);
    expect(record.isProtected).toBe(true);
    const { text, notes } = fileOf(record);
    expect(text).not.toContain('In clear.');
    expect(notes).toEqual([sealed]);
  });

  it('counts as one while the removal of its PIN is not finished', () => {
    const record = gathered(['note', note({ text: 'In clear.' })], ['key', { ...key('removed'), begun: true }]);
    expect([record.isProtected, fileOf(record).notes]).toEqual([true, []]);
  });

  it('gives its own keys out before any that a file brought, whatever their ids and number', () => {
    const sealedWith = (tag: string): string => Buffer.from(`01${tag}`.padEnd(60, '0'), 'hex').toString('base64');
    const brought = Array.from({ length: 20 }, (_, number) => `ffffffff-ffff-7fff-bfff-ffff000000${10 + number}`);
    const own = [
      key('active'),
      { ...key('removed'), keyId: identifier(71) },
      { ...key('set-aside'), keyId: identifier(72) },
    ];
    const keys = [...own, ...brought.map((keyId) => ({ ...key('set-aside', '1970-01-01T00:00:00.000Z'), keyId }))];
    const record = gathered(
      ...keys.map((each) => ['key', each] as const),
      ...keys.map(
        ({ keyId }, number) =>
          [
            'note',
            note({ id: identifier(200 + number), text: '', quote: '', sealed: sealedWith(keyTag(keyId)) }),
          ] as const,
      ),
    );
    expect(fileOf(record).keys?.map(({ keyId }) => keyId)).toEqual([
      ...own.map(({ keyId }) => keyId),
      ...brought.slice(0, 17),
    ]);
  });

  it('gives no keys out that none of its notes needs', () => {
    const sealed = Buffer.from(`01${keyTag(identifier(70))}`.padEnd(60, '0'), 'hex').toString('base64');
    const record = gathered(
      ['key', key('active')],
      ['key', { ...key('set-aside'), keyId: identifier(71) }],
      ['note', note({ text: '', quote: '', sealed })],
    );
    expect(fileOf(record).keys?.map(({ keyId }) => keyId)).toEqual([identifier(70)]);
  });

  it('prefers the plain form once the PIN was taken away, whichever place says so last', () => {
    const record = gathered(
      ['note', note({ text: '', quote: '', sealed: SEALED })],
      ['key', key('removed', '2026-11-21T01:00:00.000Z')],
      ['key', key('active')],
      ['note', note({ text: 'In clear.' })],
    );
    expect(record.isProtected).toBe(false);
    expect(fileOf(record).notes.map(({ text }) => text)).toEqual(['In clear.']);
    record.add('note', JSON.stringify(note({ id: identifier(82), text: 'In clear too.' })));
    record.add('note', JSON.stringify(note({ id: identifier(82), text: '', quote: '', sealed: SEALED })));
    expect(fileOf(record).notes.map(({ text }) => text)).toEqual(['In clear.', 'In clear too.']);
  });
});
