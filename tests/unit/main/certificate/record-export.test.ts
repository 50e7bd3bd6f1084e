import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../../src/contract/delivery';
import { OperationFailure } from '../../../../src/contract/result';
import type { DeliverableFile } from '../../../../src/main/ports';
import { exportRecord, recordFileName } from '../../../../src/main/services/certificate/document-export';
import { names } from './certificate-samples';
import { partialRecord, recordTypesetting } from './record-samples';

const typesetting = recordTypesetting();

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

describe('exporting a record of learning', () => {
  it.each([
    { outcome: 'saved', fileName: 'x.pdf', revealId: '1' },
    { outcome: 'cancelled' },
    { outcome: 'download', fileName: 'x.pdf', path: '/download/1' },
  ] as const)(
    'hands the host the very bytes of the PDF and answers what the host answers: $outcome',
    async (outcome) => {
      const port = host(outcome);
      expect(await exportRecord(partialRecord(), { typesetting, host: port })).toEqual(outcome);
      expect(port.delivered).toHaveLength(1);
      expect(port.delivered[0]).toMatchObject({
        mimeType: 'application/pdf',
        suggestedName: 'Record of learning - 2026-11-25 - Sok Dara.pdf',
      });
      expect(
        Buffer.compare(port.delivered[0]?.bytes ?? new Uint8Array(), await typesetting.typeset(partialRecord())),
      ).toBe(0);
    },
  );

  it('asks the host for nothing when the record cannot be typeset', async () => {
    const port = host({ outcome: 'cancelled' });
    const nameless = partialRecord({ learner: { latinName: '', khmerName: '' } });
    await expect(exportRecord(nameless, { typesetting, host: port })).rejects.toMatchObject({
      code: 'typesetting-failed',
    });
    expect(port.delivered).toEqual([]);
  });

  it('passes on why the host could not write', async () => {
    await expect(
      exportRecord(partialRecord(), { typesetting, host: host(new OperationFailure('disk-full', 'full')) }),
    ).rejects.toMatchObject({ code: 'disk-full' });
  });

  it('has the Khmer name where there is no other, and stays in its folder whatever the name', () => {
    expect(recordFileName(partialRecord({ learner: { latinName: '', khmerName: names.shortKhmer } }))).toBe(
      `Record of learning - 2026-11-25 - ${names.shortKhmer}.pdf`,
    );
    expect(recordFileName(partialRecord({ learner: { latinName: '../../etc/passwd', khmerName: '' } }))).not.toMatch(
      /[/\\]/u,
    );
  });
});
