import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLazyCredentials } from '../../../../src/main/services/credential/lazy-credentials';
import { createProgressReports, type ProgressReports } from '../../../../src/main/services/group/progress-reports';
import { createReportSerial } from '../../../../src/main/services/group/report-serial';
import { typesetRecord } from '../../../../src/main/services/certificate/record-typesetting';
import { createCertificateTypesetting } from '../../../../src/main/services/certificate/certificate-typesetting';
import { reportDraft } from '../../../support/builders/report-builders';
import { pdfReaderParts } from '../../../support/hosts/pdf-reader-parts';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { readPdf } from '../certificate/certificate-reading';
import { moduleCertificate, typesettingPress } from '../certificate/certificate-samples';
import { partialRecord } from '../certificate/record-samples';

const never = new AbortController().signal;
const press = typesettingPress();
const typesetting = createCertificateTypesetting(press);
let folder: string;
let reports: ProgressReports;

beforeAll(async () => {
  folder = await makeFolder('attached-report');
  const { startProcess, ...readerFiles } = pdfReaderParts();
  const host = { startProcess, protectSecret: async () => null, revealSecret: async (secret: Uint8Array) => secret };
  reports = createProgressReports({
    credentials: createLazyCredentials({ dataFolder: folder, host, typesetting, readerFiles }),
    serial: createReportSerial({ dataFolder: folder, now: Date.now }),
    host: { deliverFile: async () => ({ outcome: 'cancelled' }) },
  });
});

afterAll(() => removeFolder(folder));

describe('a record of learning', () => {
  it('carries the signed report of its learner byte for byte, still as PDF/A-3a, and is read as one', async () => {
    const report = await reports.sign(reportDraft());
    const pdf = await typesetRecord(press, partialRecord(), report);
    const file = await readPdf(pdf);
    const attached = (await file.getAttachments()) as Record<string, { content: Uint8Array }>;
    expect(Object.entries(attached).map(([name, { content }]) => [name, Buffer.from(content).toString()])).toEqual([
      ['progress-report.json', report],
    ]);
    const xmp = (await file.getMetadata()).metadata.getRaw();
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(xmp).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    const verdict = await reports.check(pdf, never);
    expect(verdict).toMatchObject({ outcome: 'intact', isOwnKey: true, report: { ...reportDraft(), serial: 1 } });
  });

  it('with a report that somebody changed is told to be changed', async () => {
    const report = (await reports.sign(reportDraft())).replace('"latinName": "', '"latinName": "X');
    expect(await reports.check(await typesetRecord(press, partialRecord(), report), never)).toEqual({
      outcome: 'changed',
    });
  });

  it('is what a certificate is not, which carries no report', async () => {
    expect(await reports.check(await typesetting.typeset(moduleCertificate(), '{}'), never)).toEqual({
      outcome: 'not-a-report',
    });
  });
});
