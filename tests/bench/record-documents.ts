import type { RecordOfLearningDocument } from '../../src/contract/record-of-learning-document';
import { recordOfLearning } from '../../src/domain/certificate/record-of-learning';
import type { Series } from '../../src/domain/series/series';
import { inDigits } from '../../src/domain/text/digits';
import { certificate, completedSeries, statements } from '../support/builders/statement-builders';
import { replay } from '../support/builders/replays';

/**
 * Records of learning of learners who completed the series and have thirteen certificates; name, language and day
 * differ from one to the next.
 */
export function recordDocuments(series: Series, count: number): RecordOfLearningDocument[] {
  const earned = [...series.modules, series, series, series].map(({ title }) => ({
    verb: 'earned' as const,
    objectId: 'any',
    certificate: certificate({ title }),
    credential: '{}',
  }));
  const done = statements(...completedSeries(series), ...earned);
  const record = replay(done);
  return Array.from({ length: count }, (_, index) => {
    const madeAt = new Date(Date.UTC(2026, 11, 1 + index, 3)).toISOString();
    const learner = { latinName: `Sokha Chan ${index}`, khmerName: `ចាន់ សុខា ${inDigits(index, 'km')}` };
    const summary = recordOfLearning(series, record, done, {
      learner,
      language: index % 2 === 0 ? 'en' : 'km',
      madeAt,
      dayOf: (instant) => instant.slice(0, 10),
    });
    return structuredClone(summary) as RecordOfLearningDocument;
  });
}
