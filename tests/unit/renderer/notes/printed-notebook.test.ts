import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { notebookDocumentSchema } from '../../../../src/contract/notebook-document';
import { MAXIMUM_PRINTED_NOTES } from '../../../../src/contract/printed-notes';
import { momentAnchor } from '../../../../src/domain/notes/moment';
import { printedNotebook } from '../../../../src/renderer/src/stores/transfer/notebook-document';
import { identifier, note } from '../../../support/builders/statement-builders';
import { words } from '../../main/certificate/job-aid-samples';

const matter = { seriesTitle: 'Child Justice Series', language: 'en', owner: 'Sok Dara' } as const;

describe('a printed notebook', () => {
  it('has the entries under their headings, with their tags, as the host takes them', () => {
    const parts = [
      { heading: 'Module 1, First', notes: [note({ quote: 'Every child', tags: ['bail'] })] },
      { heading: 'Module 2, Second', notes: [] },
    ];
    const { document, leftOut } = printedNotebook({ ...matter, parts }, words);
    expect(leftOut).toBe(0);
    expect(document).toMatchObject({
      lead: '1 entry of Sok Dara.',
      owner: 'Sok Dara',
      pageNumber: '{page} / {pages}',
      sections: [
        { title: 'Module 1, First', notes: [{ quote: 'Every child', text: 'Ask about diversion.', tags: ['bail'] }] },
      ],
    });
    expect(v.is(notebookDocumentSchema, { ...document, madeAt: '2026-11-25T08:00:00.000Z' })).toBe(true);
  });

  it('has the moment of a recording that an entry is about, and no more of a long quote than the host takes', () => {
    const notes = [
      note({ quote: '', anchor: momentAnchor(760) }),
      note({ noteId: identifier(2), quote: `${'a'.repeat(1_999)}👧` }),
    ];
    const { document } = printedNotebook({ ...matter, parts: [{ heading: 'A', notes }] }, words);
    expect(document?.sections[0]?.notes.map(({ quote }) => quote)).toEqual(['12:40', 'a'.repeat(1_999)]);
  });

  it('says how many have no room, and still is one that the host takes', () => {
    const many = Array.from({ length: MAXIMUM_PRINTED_NOTES + 2 }, (_, index) => note({ noteId: identifier(index) }));
    const { document, leftOut } = printedNotebook({ ...matter, parts: [{ heading: 'A', notes: many }] }, words);
    expect(leftOut).toBe(2);
    expect(document?.lead).toContain('2 entries have no room');
    expect(v.is(notebookDocumentSchema, { ...document, madeAt: '2026-11-25T08:00:00.000Z' })).toBe(true);
  });

  it('is none without an entry', () => {
    expect(printedNotebook({ ...matter, parts: [] }, words)).toEqual({ document: null, leftOut: 0 });
  });
});
