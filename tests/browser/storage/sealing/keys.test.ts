import { describe, expect, it } from 'vitest';
import { openKey, relockKey } from '../../../../src/renderer/src/storage/protection/key-making';
import { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { CODE, newKey, PIN, protect, reseal, writtenRecord } from '../../support/protected-scene';
import { newLearner } from '../../support/storage-scene';

describe('keys', () => {
  it('open with the PIN and with the recovery code, and with nothing else', async () => {
    const { id: learnerId } = newLearner();
    const { record } = await newKey(learnerId);
    expect((await openKey({ learnerId }, record, { pin: PIN }))?.keyId).toBe(record.keyId);
    expect((await openKey({ learnerId }, record, { code: CODE.toLowerCase() }))?.keyId).toBe(record.keyId);
    for (const secret of [{ pin: 'green river 48' }, { pin: CODE }, { code: PIN }, { code: `${CODE}0` }])
      expect(await openKey({ learnerId }, record, secret)).toBeNull();
    expect(await openKey({ learnerId: newLearner().id }, record, { pin: PIN })).toBeNull();
    expect(await openKey({ learnerId }, { ...record, pin: record.recovery }, { pin: PIN })).toBeNull();
  });

  it('can not be taken out of the browser’s keeping', async () => {
    const { key } = await newKey(newLearner().id);
    expect(key.key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key.key)).rejects.toThrow();
  });

  it('stay the same under another PIN: what was sealed opens, the old PIN opens nothing, the code stays', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    const { record } = await protect(session);
    await reseal(session, host);
    const owned = { learnerId: owner.id, rounds: 1_000 };
    expect(
      await relockKey(owned, record, { pin: 'not the PIN' }, { pin: 'blue hill 12' }, '2026-11-22T01:00:00.000Z'),
    ).toBeNull();
    const relocked = await relockKey(owned, record, { pin: PIN }, { pin: 'blue hill 12' }, '2026-11-22T01:00:00.000Z');
    if (!relocked) throw new Error('The PIN was right.');
    await session.protection.saveKey(relocked);
    expect(await openKey(owned, relocked, { pin: PIN })).toBeNull();
    expect(await openKey(owned, relocked, { code: CODE })).not.toBeNull();
    const opened = await openKey(owned, relocked, { pin: 'blue hill 12' });
    session.useCipher(opened && new RecordCipher(owner.id, opened));
    expect(await session.notes.all()).toHaveLength(5);
  });

  it('of a lost PIN are replaced with a new PIN and code by the old code', async () => {
    const { id: learnerId } = newLearner();
    const { record } = await newKey(learnerId);
    const next = 'ZZZZZ';
    await expect(
      relockKey(
        { learnerId, rounds: 1_000 },
        record,
        { code: CODE },
        { pin: 'blue hill 12', code: next },
        record.createdAt,
      ),
    ).rejects.toThrow();
    const { recoveryCode } = await import('../../../../src/domain/protection/recovery-code');
    const code = recoveryCode(new Uint8Array(18).fill(9));
    const relocked = await relockKey(
      { learnerId, rounds: 1_000 },
      record,
      { code: CODE },
      { pin: 'blue hill 12', code },
      '2026-11-22T01:00:00.000Z',
    );
    expect(relocked && (await openKey({ learnerId }, relocked, { code: CODE }))).toBeNull();
    expect(relocked && (await openKey({ learnerId }, relocked, { code }))).not.toBeNull();
  });
});
