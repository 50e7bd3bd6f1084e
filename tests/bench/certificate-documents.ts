import type { CertificateDocument } from '../../src/contract/certificate-document';
import { uuidVersion7 } from '../../src/domain/record/identifier';
import { seededRandom } from '../../src/domain/quiz/seeded-random';
import type { Series } from '../../src/domain/series/series';
import { inDigits } from '../../src/domain/text/digits';

const NAMES: readonly CertificateDocument['learner'][] = [
  { latinName: 'Sokha Chan', khmerName: '' },
  { latinName: '', khmerName: 'ចាន់ សុខា' },
  { latinName: 'Sokha Chan', khmerName: 'ចាន់ សុខា' },
  {
    latinName: 'Alexandra Wilhelmina Montgomery-Featherstone of Battambang A',
    khmerName: 'សុខដារ៉ាវិច្ឆិកាស្រីពេជ្រចន្ទបុប្ផាសុវណ្ណា',
  },
  { latinName: 'Nguyễn Thị Ánh Nguyệt', khmerName: '' },
];

/**
 * Certificates that all differ - kind, language, name, script, scores, dates, id - so that nothing the compiler
 * remembers of one serves another as a whole.
 */
export function certificateDocuments(series: Series, count: number): CertificateDocument[] {
  const random = seededRandom(3);
  return Array.from({ length: count }, (_, index) => {
    const kind = (['module', 'sequence', 'series'] as const)[index % 3] ?? 'module';
    const sequence = series.sequences[0];
    const one = series.modules[index % series.modules.length];
    const covered =
      kind === 'series'
        ? series.modules
        : kind === 'sequence'
          ? series.modules.filter(({ id }) => sequence?.moduleIds.includes(id))
          : one
            ? [one]
            : [];
    const modules = covered.map(({ number, title }) => ({
      number,
      title,
      score: 0.8 + Math.floor(random() * 21) / 100,
    }));
    const issued = Date.UTC(2026, 0, 1 + index, 3);
    const name = NAMES[index % NAMES.length] ?? { latinName: 'Sokha Chan', khmerName: '' };
    return {
      certificateId: uuidVersion7(
        issued,
        Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256)),
      ),
      revision: 1,
      kind,
      language: index % 2 === 0 ? 'en' : 'km',
      learner: {
        latinName: name.latinName && `${name.latinName} ${index}`,
        khmerName: name.khmerName && `${name.khmerName} ${inDigits(index, 'km')}`,
      },
      seriesTitle: series.title,
      title: kind === 'series' ? series.title : kind === 'sequence' ? (sequence?.title ?? '') : (one?.title ?? ''),
      modules,
      score: modules.reduce((sum, { score }) => sum + score, 0) / Math.max(1, modules.length),
      studyMinutes: covered.reduce((sum, { minutes }) => sum + minutes, 0),
      completedAt: new Date(issued - 86_400_000).toISOString(),
      issuedAt: new Date(issued).toISOString(),
      completedOn: new Date(issued - 86_400_000).toISOString().slice(0, 10),
      issuedOn: new Date(issued).toISOString().slice(0, 10),
    };
  });
}
