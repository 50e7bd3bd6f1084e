import { describe, expect, it } from 'vitest';
import { paperVerdict, verdictOf } from '../../../../src/renderer/src/features/verify/verdict';
import screens from '../../../../src/renderer/src/i18n/locales/en/screens.json';
import { checkedCertificate } from '../../../support/builders/checked-certificate';

type Status = Parameters<typeof verdictOf>[2];

const own = checkedCertificate({ maker: 'this-computer' });
const current = { revision: 2, issuedAt: '2026-11-25T03:00:00Z' };
const status = (state: string): Status => ({ state, current }) as unknown as Status;
const unknown = status('unknown');

describe('the verdict on a certificate', () => {
  it('is genuine only where this computer prints the same page', () => {
    expect(verdictOf(own, 'open', unknown)).toEqual({ kind: 'genuine', holds: true, signer: 'this-computer' });
    expect(verdictOf(own, 'open', status('current'))).toMatchObject({ kind: 'counts', holds: true });
    expect(verdictOf({ ...own, page: null }, 'open', status('current'))).toMatchObject({ kind: 'counts' });
    expect(verdictOf({ ...own, page: 'untold' }, 'open', status('current'))).toMatchObject({
      kind: 'compare',
      holds: null,
    });
  });

  it('says that another one counts where the record holds a newer one', () => {
    expect(verdictOf(own, 'open', status('superseded'))).toMatchObject({ kind: 'replaced', holds: null });
    expect(verdictOf(own, 'open', status('beside'))).toMatchObject({ kind: 'beside', holds: null });
  });

  it('is genuine of another computer too, which it names, and of no other maker', () => {
    expect(verdictOf({ ...own, maker: 'this-kind' }, 'open', unknown)).toEqual({
      kind: 'elsewhere',
      holds: true,
      signer: 'another-computer',
    });
    expect(verdictOf({ ...own, maker: 'this-kind', page: 'untold' }, 'open', unknown)).toMatchObject({ holds: null });
    expect(verdictOf({ ...own, maker: null, ownForm: false }, 'within', unknown)).toEqual({
      kind: 'foreign',
      holds: null,
      signer: 'another-maker',
    });
  });

  it('fails for what is worst in it, whatever else is right, and then names no signer that isn’t proven', () => {
    const changed = { ...own, signature: 'changed' } as const;
    expect(verdictOf(changed, 'open', status('current'))).toEqual({ kind: 'changed', holds: false, signer: null });
    expect(verdictOf({ ...own, signature: 'no-proof' }, 'open', unknown)).toMatchObject({ kind: 'unsigned' });
    expect(verdictOf({ ...own, signerIsIssuer: false }, 'open', unknown)).toEqual({
      kind: 'impostor',
      holds: false,
      signer: null,
    });
    expect(verdictOf({ ...own, page: 'another' }, 'open', status('current'))).toMatchObject({
      kind: 'another-page',
      holds: false,
    });
    expect(verdictOf(own, 'over', unknown)).toMatchObject({ kind: 'over', holds: false });
    expect(verdictOf(own, 'not-yet', unknown)).toMatchObject({ kind: 'not-yet', holds: null });
  });

  it('accuses nobody where it can’t check', () => {
    for (const signature of ['unknown-key', 'unknown-proof', 'unknown-context'] as const)
      expect(verdictOf({ ...own, signature }, 'open', unknown)).toEqual({
        kind: 'unchecked',
        holds: null,
        signer: null,
      });
  });

  it('leaves a code on paper to be compared, and fails for one that was changed', () => {
    const paper = { outcome: 'paper' as const, signature: 'intact' as const, signer: 'did:key:z6Mk', fields: [] };
    expect(paperVerdict({ ...paper, maker: 'this-kind' })).toEqual({
      kind: 'paper',
      holds: null,
      signer: 'another-computer',
    });
    expect(paperVerdict({ ...paper, signature: 'changed', signer: '', maker: null })).toMatchObject({
      kind: 'changed',
      holds: false,
    });
  });

  it('has a title and a text for each', () => {
    expect(Object.keys(screens.verify.verdict).sort()).toEqual(
      'another-page beside changed compare counts elsewhere foreign genuine impostor not-yet over paper replaced unchecked unreadable unsigned'.split(
        ' ',
      ),
    );
  });
});
