import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../../src/contract/delivery';
import { OperationFailure } from '../../../../src/contract/result';
import type { DeliverableFile } from '../../../../src/main/services/ports';
import {
  certificateFileName,
  exportCertificate,
  exportRecordOfLearning,
  recordFileName,
} from '../../../../src/main/services/certificate/document-export';
import {
  moduleCertificate,
  named,
  names,
  sequenceCertificate,
  seriesCertificate,
  typesetting,
  typesettingPress,
} from './certificate-samples';
import { partialRecord, recordTypesetting } from './record-samples';

function host(outcome: Delivery | Error) {
  const delivered: DeliverableFile[] = [];
  return {
    delivered,
    deliverFile: (file: DeliverableFile): Promise<Delivery> => {
      delivered.push(file);
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
  };
}

const certificates = typesetting();
const press = typesettingPress();
const records = recordTypesetting(press);
const nameless = { learner: { latinName: '', khmerName: '' } };
/** Each kind of document: how it is exported, with a name and without one, and what comes of it. */
const kinds = [
  {
    kind: 'certificate',
    suggestedName: certificateFileName(moduleCertificate()),
    bytes: () => certificates.typeset(moduleCertificate(), '{}'),
    send: (port: Port, changed = {}) =>
      exportCertificate(moduleCertificate(changed), '{}', { typesetting: certificates, host: port }),
  },
  {
    kind: 'record of learning',
    suggestedName: 'Record of learning - 2026-11-25 - Sok Dara.pdf',
    bytes: () => records.typeset(partialRecord()),
    send: (port: Port, changed = {}) => exportRecordOfLearning(partialRecord(changed), { press, host: port }),
  },
];
type Port = ReturnType<typeof host>;

describe.each(kinds)('exporting a $kind', ({ suggestedName, bytes, send }) => {
  it.each([
    { outcome: 'saved', fileName: 'x.pdf', revealId: '1' },
    { outcome: 'cancelled' },
    { outcome: 'download', fileName: 'x.pdf', path: '/download/1' },
  ] as const)(
    'hands the host the very bytes of the PDF and answers what the host answers: $outcome',
    async (outcome) => {
      const port = host(outcome);
      expect(await send(port)).toEqual(outcome);
      expect(port.delivered).toHaveLength(1);
      expect(port.delivered[0]).toMatchObject({ mimeType: 'application/pdf', suggestedName });
      expect(Buffer.compare(port.delivered[0]?.bytes ?? new Uint8Array(), await bytes())).toBe(0);
    },
  );

  it('asks the host for nothing when it cannot be typeset', async () => {
    const port = host({ outcome: 'cancelled' });
    await expect(send(port, nameless)).rejects.toMatchObject({ code: 'typesetting-failed' });
    expect(port.delivered).toEqual([]);
  });

  it('passes on why the host could not write', async () => {
    await expect(send(host(new OperationFailure('disk-full', 'full')))).rejects.toMatchObject({ code: 'disk-full' });
  });
});

describe('the name under which a certificate is offered', () => {
  it('says kind, learner and title', () => {
    expect(certificateFileName(moduleCertificate({ title: 'Diversion and non-custodial measures' }))).toBe(
      'Module 1 certificate - Sok Dara - Diversion and non-custodial measures.pdf',
    );
    expect(certificateFileName(sequenceCertificate())).toBe(
      'Sequence certificate - Sok Dara - Human rights treaties, mechanisms, and engagement.pdf',
    );
    expect(certificateFileName(seriesCertificate({ revision: 2 }))).toBe(
      'Series certificate - revision 2 - Sok Dara - CJN Child Justice Series.pdf',
    );
  });

  it('differs for two modules, however long the name is', () => {
    const learner = { latinName: '', khmerName: names.khmer120 };
    const nameOf = (number: number): string =>
      certificateFileName(moduleCertificate({ learner, modules: [{ number, title: 'A', score: 0.9 }] }));
    expect(nameOf(1)).not.toBe(nameOf(10));
  });

  it('has the Khmer name where there is no other', () => {
    expect(certificateFileName(sequenceCertificate({ ...named(names.shortKhmer), title: 'A' }))).toBe(
      `Sequence certificate - ${names.shortKhmer} - A.pdf`,
    );
  });

  it.each(['../../etc/passwd', 'CON', 'a\u202Efdp.exe', 'x\u0000.exe', 'W'.repeat(120), '🙂'.repeat(120)])(
    'is safe for the name %j',
    (latinName) => {
      const name = certificateFileName(moduleCertificate({ learner: { latinName, khmerName: '' } }));
      expect(name).toMatch(/^Module 1 certificate - [^/\\:\p{Cc}\u202E]+\.pdf$/u);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
    },
  );
});

describe('the name under which a record of learning is offered', () => {
  it('has the Khmer name where there is no other, and stays in its folder whatever the name', () => {
    expect(recordFileName(partialRecord({ learner: { latinName: '', khmerName: names.shortKhmer } }))).toBe(
      `Record of learning - 2026-11-25 - ${names.shortKhmer}.pdf`,
    );
    expect(recordFileName(partialRecord({ learner: { latinName: '../../etc/passwd', khmerName: '' } }))).not.toMatch(
      /[/\\]/u,
    );
  });
});
