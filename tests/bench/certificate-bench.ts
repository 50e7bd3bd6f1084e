import { chromium } from 'playwright';
import type { CertificateDocument } from '../../src/contract/certificate-document';
import { createCertificateTypesetting } from '../../src/main/services/certificate-typesetting';
import { locateResources } from '../../src/main/resources';
import { CHROMIUM_FLAGS, findChromium } from '../support/find-chromium';

/** Milliseconds. */
export interface CertificateFigures {
  readonly first: number;
  readonly later: readonly number[];
  /** The same page as HTML through a warm Chromium. */
  readonly chromium: readonly number[];
}

function certificate(index: number): CertificateDocument {
  const modules = [8, 9, 10].map((number) => ({ number, title: `Part ${number - 7}: a part of the sequence`, score: 0.8 + (index % 20) / 100 }));
  return {
    certificateId: `3f2c1b9e-5a7d-4c1e-9b0f-${String(index).padStart(12, '0')}`,
    revision: 1,
    kind: 'sequence',
    language: 'en',
    learner: { latinName: `Sokha Chan ${index}`, khmerName: 'ចាន់ សុខា' },
    seriesTitle: 'CJN Child Justice Series',
    title: 'Human rights treaties, mechanisms, and engagement',
    modules,
    score: modules[0]?.score ?? 0,
    studyMinutes: 130 + index,
    completedAt: '2026-11-20T03:00:00.000Z',
    issuedAt: '2026-11-21T03:00:00.000Z',
    completedOn: '2026-11-20',
  };
}

/** Typesets one certificate from nothing, then 50 different ones; and 15 pages through Chromium beside them. */
export async function benchCertificates(): Promise<CertificateFigures> {
  const { certificateFolder, packagesFolder } = locateResources();
  const began = performance.now();
  const typesetting = createCertificateTypesetting({ templateFolder: certificateFolder, packagesFolder });
  await typesetting.typeset(certificate(0));
  const first = performance.now() - began;
  const later: number[] = [];
  for (let index = 1; index <= 50; index += 1) {
    const since = performance.now();
    await typesetting.typeset(certificate(index));
    later.push(performance.now() - since);
  }
  const executablePath = findChromium();
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...CHROMIUM_FLAGS] });
  const chromiumTimes: number[] = [];
  for (let index = 0; index < 15; index += 1) {
    const since = performance.now();
    const page = await browser.newPage();
    await page.setContent(`<h1>Certificate of completion</h1><p>Sokha Chan ${index}</p><p>ចាន់ សុខា</p>`);
    await page.pdf({ format: 'A4', landscape: true });
    await page.close();
    chromiumTimes.push(performance.now() - since);
  }
  await browser.close();
  return { first, later, chromium: chromiumTimes };
}
