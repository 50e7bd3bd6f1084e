import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../../src/contract/delivery';
import { OperationFailure } from '../../../../src/contract/result';
import type { DeliverableFile } from '../../../../src/main/services/ports';
import { createCertificateTypesetting } from '../../../../src/main/services/certificate/certificate-typesetting';
import { certificateFileName, createDocumentExports } from '../../../../src/main/services/certificate/document-export';
import {
  moduleCertificate,
  named,
  names,
  sequenceCertificate,
  seriesCertificate,
  typesettingPress,
} from './certificate-samples';
import { partialRecord, recordTypesetting } from './record-samples';

const press = typesettingPress();
const certificates = createCertificateTypesetting(press);
const cancelled = { outcome: 'cancelled' } as const;

/** The exports of a host that answers so, and what they handed to it, into which folder. */
function exportsTo(outcome: Delivery | Error = cancelled) {
  const delivered: (DeliverableFile & { readonly folderId: string | undefined })[] = [];
  const deliverFile = (file: DeliverableFile, folderId?: string): Promise<Delivery> => {
    delivered.push({ ...file, folderId });
    return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
  };
  return { delivered, made: createDocumentExports({ press, typesetting: certificates, host: { deliverFile } }) };
}
type Exports = ReturnType<typeof exportsTo>['made'];

const records = recordTypesetting(press);
const nameless = { learner: { latinName: '', khmerName: '' } };
/** Each kind of document that has a name on it: how it is exported, and what comes of it. */
const kinds = [
  {
    kind: 'certificate',
    suggestedName: certificateFileName(moduleCertificate()),
    bytes: () => certificates.typeset(moduleCertificate(), '{}'),
    send: (made: Exports, changed = {}) => made.certificate(moduleCertificate(changed), '{}'),
  },
  {
    kind: 'record of learning',
    suggestedName: 'Record of learning - 2026-11-25 - Sok Dara.pdf',
    bytes: () => records.typeset(partialRecord()),
    send: (made: Exports, changed = {}) => made.recordOfLearning(partialRecord(changed), '{}'),
  },
];

describe.each(kinds)('exporting a $kind', ({ suggestedName, bytes, send }) => {
  it.each([
    { outcome: 'saved', fileName: 'x.pdf', revealId: '1' },
    { outcome: 'cancelled' },
    { outcome: 'download', fileName: 'x.pdf', path: '/download/1' },
  ] as const)(
    'hands the host the very bytes of the PDF and answers what the host answers: $outcome',
    async (outcome) => {
      const { made, delivered } = exportsTo(outcome);
      expect(await send(made)).toEqual(outcome);
      expect(delivered).toHaveLength(1);
      expect(delivered[0]).toMatchObject({ mimeType: 'application/pdf', suggestedName });
      expect(Buffer.compare(delivered[0]?.bytes ?? new Uint8Array(), await bytes())).toBe(0);
    },
  );

  it('asks the host for nothing when it cannot be typeset', async () => {
    const { made, delivered } = exportsTo();
    await expect(send(made, nameless)).rejects.toMatchObject({ code: 'typesetting-failed' });
    expect(delivered).toEqual([]);
  });

  it('passes on why the host could not write', async () => {
    await expect(send(exportsTo(new OperationFailure('disk-full', 'full')).made)).rejects.toMatchObject({
      code: 'disk-full',
    });
  });
});

describe('exporting a certificate', () => {
  it('into a chosen folder names the folder, and attaches the countersignature', async () => {
    const { made, delivered } = exportsTo();
    const countersignature = { key: 'z6Mk', name: 'Chan Sophea', text: '{"endorsed":true}' };
    await made.certificate(moduleCertificate(), '{}', { folderId: 'folder', countersignature });
    expect(delivered).toMatchObject([{ folderId: 'folder' }]);
    const expected = await certificates.typeset(moduleCertificate(), '{}', countersignature);
    expect(Buffer.compare(delivered[0]?.bytes ?? new Uint8Array(), expected)).toBe(0);
  });

  it('as its credential alone gives the text byte for byte, under the name of the certificate', async () => {
    const { made, delivered } = exportsTo();
    await made.credential(moduleCertificate({ revision: 2, title: 'Diversion' }), '{"name":"សុខ"}\n');
    expect(delivered).toEqual([
      {
        suggestedName: 'Signed credential - revision 2 - Sok Dara - Diversion.json',
        bytes: new TextEncoder().encode('{"name":"សុខ"}\n'),
        mimeType: 'application/vc',
        folderId: undefined,
      },
    ]);
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

  it('is Khmer from its beginning where the paper is', () => {
    const learner = { latinName: 'Sok Dara', khmerName: 'សុខ ដារ៉ា' };
    const paper = { language: 'km', learner, title: 'ការបង្វែរ' } as const;
    expect(certificateFileName(moduleCertificate({ ...paper, revision: 2 }))).toBe(
      'វិញ្ញាបនបត្រនៃមេរៀនទី ១ - កំណែទី ២ - សុខ ដារ៉ា - ការបង្វែរ.pdf',
    );
    expect(certificateFileName(sequenceCertificate(paper))).toBe('វិញ្ញាបនបត្រនៃវគ្គបន្តបន្ទាប់ - សុខ ដារ៉ា - ការបង្វែរ.pdf');
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
      expect(name.length).toBeLessThanOrEqual(120);
    },
  );
});

describe('the name under which a record of learning is offered', () => {
  it.each([
    ['has the Khmer name where there is no other', '', names.shortKhmer, `${names.shortKhmer}.pdf`],
    ['stays in its folder whatever the name', '../../etc/passwd', '', '.. .. etc passwd.pdf'],
  ])('%s', async (_, latinName, khmerName, ending) => {
    const { made, delivered } = exportsTo();
    await made.recordOfLearning(partialRecord({ learner: { latinName, khmerName } }), '{}');
    expect(delivered.map(({ suggestedName }) => suggestedName)).toEqual([
      `Record of learning - 2026-11-25 - ${ending}`,
    ]);
  });

  it('is Khmer where the record is', async () => {
    const { made, delivered } = exportsTo();
    await made.recordOfLearning(partialRecord({ language: 'km' }), '{}');
    expect(delivered[0]?.suggestedName).toMatch(/^ប្រវត្តិសិក្សា - 2026-11-25 - /u);
  });
});
