import { describe, expect, it } from 'vitest';
import type { CheckedCountersignature } from '../../../../src/contract/credential';
import type { OperationName, OperationOutput } from '../../../../src/contract/operations';
import { success, type Result } from '../../../../src/contract/result';
import { countersignaturesText } from '../../../../src/domain/certificate/countersignature-file';
import { credentialId } from '../../../../src/domain/certificate/countersignatures';
import type { GivenInput, HostClient } from '../../../../src/renderer/src/host/host-client';
import { useCountersignatures } from '../../../../src/renderer/src/stores/certificates/countersignatures';
import { certificate } from '../../../support/builders/statement-builders';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';

const KEY = 'z6Mkcoordinator';
const DIGEST = `sha384-${'A'.repeat(64)}`;
const PROOF = { verificationMethod: `did:key:${KEY}#${KEY}` };

/** An endorsement as it is stored. */
const endorsement = (id: string): string =>
  JSON.stringify({
    issuer: { name: 'Chan Bopha' },
    validFrom: '2026-12-01T00:00:00.000Z',
    credentialSubject: { id },
    relatedResource: [{ digestSRI: DIGEST }],
    proof: PROOF,
  });

/** A learner with one certificate, and a host that finds this of every countersignature. */
async function scene(found: Partial<CheckedCountersignature> = {}) {
  const memory = new InMemoryHost();
  const withdrawal = JSON.stringify({ certificates: [{ id: 'urn', digest: DIGEST }], proof: PROOF });
  const host: HostClient = {
    async invoke<Name extends OperationName>(
      name: Name,
      input: GivenInput<Name>,
    ): Promise<Result<OperationOutput<Name>>> {
      const { endorsement: text = '' } = input as { endorsement?: string };
      const answers: { readonly [Each in OperationName]?: unknown } = {
        'countersignature.check': {
          ...{ state: 'holds', key: KEY, name: 'Chan Bopha', digest: DIGEST, isOwnKey: false, text },
          ...found,
        },
        'withdrawal.check': {
          outcome: 'intact',
          key: KEY,
          certificates: [{ id: 'urn', digest: DIGEST }],
          text: withdrawal,
        },
      };
      return answers[name] === undefined
        ? memory.invoke(name, input)
        : (success(answers[name]) as Result<OperationOutput<Name>>);
    },
  };
  const window = openWindow(memory, { host });
  await window.create('Sok Dara');
  await window.record.append([{ verb: 'earned', objectId: 'a', certificate: certificate(), credential: '{}' }]);
  const [issued] = Object.values(window.record.record.certificates);
  if (!issued) throw new Error('No certificate.');
  const store = useCountersignatures();
  const file = new File([countersignaturesText([endorsement(credentialId(issued))])], 'countersigned.json');
  return { window, store, issued, file };
}

describe('countersignatures', () => {
  it('are kept once, count for a known key, and no more when they are withdrawn', async () => {
    const { store, issued, file } = await scene();
    const state = async (): Promise<readonly string[]> =>
      (await store.standingsOf(issued)).map((standing) => standing.state);
    expect(await store.receive(file)).toMatchObject({ kind: 'countersigned', answers: [{ state: 'holds' }] });
    await store.receive(file);
    expect(await state()).toEqual(['unknown']);
    await store.setKnown(KEY, true);
    expect(await state()).toEqual(['known']);
    await store.setKnown(KEY, false);
    expect(await state()).toEqual(['unknown']);
    const withdrawal = new File(['{"format":"child-justice-withdrawal","version":1}'], 'withdrawal.json');
    expect(await store.receive(withdrawal)).toEqual({ kind: 'withdrawn', key: KEY, count: 1 });
    expect(await state()).toEqual(['withdrawn']);
  });

  it('that a record brought without a signature that fits are of nobody whom the learner knows', async () => {
    const { window, store, issued } = await scene({ state: 'changed', key: '', name: '' });
    await store.setKnown(KEY, true);
    const { statementId } = issued;
    const forged = endorsement(credentialId(issued));
    await window.record.append([{ verb: 'countersigned', statementId, endorsement: forged }]);
    expect(await store.standingsOf(issued)).toEqual([{ state: 'changed', key: '', name: '' }]);
  });

  it.each([
    [{ state: 'other-bytes' }, 'other-bytes'],
    [{ state: 'changed' }, 'changed'],
    [{ isOwnKey: true }, 'own-key'],
  ] as const)('that confirm nothing are told and not kept: %o', async (found, state) => {
    const { store, issued, file } = await scene(found);
    expect(await store.receive(file)).toMatchObject({ answers: [{ state }] });
    expect(await store.standingsOf(issued)).toEqual([]);
  });

  it.each([
    ['{"format":"something"}', 'not-countersignatures'],
    ['{"format":"child-justice-countersignatures","version":2}', 'newer-version'],
    ['{"format":"child-justice-countersignatures","ver', 'damaged'],
    [countersignaturesText([endorsement('urn:uuid:another')]), 'nothing-yours'],
  ])('are refused with the reason: %s', async (text, problem) => {
    const { store } = await scene();
    expect(await store.receive(new File([text], 'file.json'))).toEqual({ kind: 'refused', problem });
  });
});
