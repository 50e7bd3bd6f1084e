import { resolve } from 'node:path';
import type { CertificateDocument } from '../../../../src/contract/certificate-document';
import { hasKhmer } from '../../../../src/domain/text/khmer';
import {
  createCertificateTypesetting,
  type CertificateTypesetting,
} from '../../../../src/main/services/certificate/certificate-typesetting';
import { createTypesettingPress, type TypesettingPress } from '../../../../src/main/services/typesetting/press';

const root = resolve(import.meta.dirname, '../../../..');

export const templateFolder: string = resolve(root, 'resources/certificate');
export const packagesFolder: string = resolve(root, 'node_modules');

/** A press as the app's, one for a test file: its compiler is made once. */
export function typesettingPress(): TypesettingPress {
  return createTypesettingPress({ templateFolder, packagesFolder });
}

/** The typesetting of certificates on such a press. */
export function typesetting(): CertificateTypesetting {
  return createCertificateTypesetting(typesettingPress());
}

/** The ten titles of the series, as in its own list. */
export const moduleTitles = [
  'Social norms, root causes of child offending behavior, and the trauma-informed approach',
  'Diversion and non-custodial measures',
  'Committee on the Rights of the Child’s General Comment No. 24 on the child justice system',
  'Functions and procedures of children’s courts',
  'Ensuring meaningful child participation and safeguarding',
  'Prevention of and responses to deprivation of liberty for children',
  'Promising diversion practices in Australia',
  'Part 1: Human rights treaties and treaty bodies',
  'Part 2: United Nations',
  'Part 3: Human Rights Council and other mechanisms',
] as const;

/** The same in Khmer. */
export const khmerModuleTitles = [
  'បទដ្ឋានសង្គម មូលហេតុឫសគល់នៃការប្រព្រឹត្តបទល្មើសរបស់កុមារ និងវិធីសាស្ត្រយល់ដឹងអំពីការប៉ះទង្គិចផ្លូវចិត្ត',
  'ការបង្វែរ និងវិធានការមិនដកហូតសេរីភាព',
  'មតិយោបល់ទូទៅលេខ ២៤ របស់គណៈកម្មាធិការសិទ្ធិកុមារ ស្តីពីប្រព័ន្ធយុត្តិធម៌កុមារ',
  'មុខងារ និងនីតិវិធីរបស់តុលាការកុមារ',
  'ធានាការចូលរួមប្រកបដោយអត្ថន័យរបស់កុមារ និងការការពារសុវត្ថិភាពកុមារ',
  'ការទប់ស្កាត់ និងការឆ្លើយតប ចំពោះការដកហូតសេរីភាពកុមារ',
  'ការអនុវត្តការបង្វែរដែលផ្តល់សង្ឃឹម នៅអូស្ត្រាលី',
  'ភាគទី ១៖ សន្ធិសញ្ញាសិទ្ធិមនុស្ស និងស្ថាប័នសន្ធិសញ្ញា',
  'ភាគទី ២៖ អង្គការសហប្រជាជាតិ',
  'ភាគទី ៣៖ ក្រុមប្រឹក្សាសិទ្ធិមនុស្ស និងយន្តការផ្សេងទៀត',
] as const;

const scores = [0.95, 0.875, 1, 0.8, 0.9, 0.85, 0.92, 0.97, 0.88, 1];

function modules(from: number, to: number): CertificateDocument['modules'] {
  return moduleTitles.slice(from - 1, to).map((title, index) => ({
    number: from + index,
    title,
    score: scores[from - 1 + index] ?? 1,
  }));
}

/** A module's certificate, with whatever the test is about in place of the usual. */
export function moduleCertificate(changes: Partial<CertificateDocument> = {}): CertificateDocument {
  return {
    certificateId: '3f2c1b9e-5a7d-4c1e-9b0f-6d2e8a417c55',
    revision: 1,
    kind: 'module',
    language: 'en',
    learner: { latinName: 'Sok Dara', khmerName: '' },
    seriesTitle: 'CJN Child Justice Series',
    title: moduleTitles[0],
    modules: modules(1, 1),
    score: 0.95,
    studyMinutes: 45,
    completedAt: '2026-11-25T08:10:00.000Z',
    issuedAt: '2026-11-25T08:12:00.000Z',
    completedOn: '2026-11-25',
    issuedOn: '2026-11-25',
    ...changes,
  };
}

export function sequenceCertificate(changes: Partial<CertificateDocument> = {}): CertificateDocument {
  return moduleCertificate({
    kind: 'sequence',
    title: 'Human rights treaties, mechanisms, and engagement',
    modules: modules(8, 10),
    score: 0.95,
    studyMinutes: 200,
    ...changes,
  });
}

export function seriesCertificate(changes: Partial<CertificateDocument> = {}): CertificateDocument {
  return moduleCertificate({
    kind: 'series',
    title: 'CJN Child Justice Series',
    modules: modules(1, 10),
    score: 0.914,
    studyMinutes: 615,
    ...changes,
  });
}

/** The same certificate in two languages: Khmer beside its own. */
export function inBoth(document: CertificateDocument): CertificateDocument {
  const moduleTitles = document.modules.map(({ number }) => khmerModuleTitles[number - 1] ?? '');
  const seriesTitle = 'ស៊េរីយុត្តិធម៌កុមាររបស់ CJN';
  const titles = {
    module: moduleTitles[0] ?? '',
    sequence: 'សន្ធិសញ្ញាសិទ្ធិមនុស្ស យន្តការ និងការចូលរួម ជាពិសេសទាក់ទងនឹងសិទ្ធិកុមារ និងកម្ពុជា',
    series: seriesTitle,
  };
  return { ...document, beside: { language: 'km', seriesTitle, title: titles[document.kind], moduleTitles } };
}

/** A learner known by this name alone, in the field of its script. */
export function named(name: string): Pick<CertificateDocument, 'learner'> {
  const khmer = hasKhmer(name);
  return { learner: khmer ? { latinName: '', khmerName: name } : { latinName: name, khmerName: '' } };
}

const longKhmer = 'សុខដារ៉ាវិច្ឆិកាស្រីពេជ្រចន្ទបុប្ផាសុវណ្ណារិទ្ធីភក្តីពិសិដ្ឋមុនីរ័ត្នកញ្ញា';

/** Names at the edges of what the page must take. */
export const names = {
  shortLatin: 'Sok Dara',
  /** 60 characters. */
  latin60: 'Alexandra Wilhelmina Montgomery-Featherstone of Battambang A',
  /** 120 characters. */
  latin120:
    'Maria Alexandra Wilhelmina Montgomery-Featherstone de la Santissima Trinidad y Concepcion Vanchhoeun of Battambang Kampo',
  /** One word of 120 of the widest letter. */
  endlessWord: 'W'.repeat(120),
  shortKhmer: 'សុខ ដារ៉ា',
  /** 40 characters as a reader counts them. */
  khmer40: longKhmer,
  /** 120 code points without a space. */
  khmer120: longKhmer.repeat(2).slice(0, 120),
  rightToLeft: 'محمد عبد الله بن سعيد',
  hebrew: 'שרה בת אברהם',
  markup: '*_#$\\[]<>@"\' #import "x" 🙂',
} as const;
