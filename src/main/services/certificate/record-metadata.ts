import type { RecordOfLearningDocument } from '../../../contract/record-of-learning-document';
import { plainText, type CertificateMetadata } from './certificate-metadata';
import type { RecordTexts } from './record-texts';

/** What the PDF of a record of learning says about itself. Names stand here as typed, for the reason that `certificateMetadata` gives. */
export function recordMetadata(
  { learner, seriesTitle, madeOn }: RecordOfLearningDocument,
  texts: RecordTexts,
): CertificateMetadata {
  const names = [learner.latinName, learner.khmerName].map(plainText).filter((name) => name !== '');
  const series = plainText(seriesTitle);
  return {
    title: [texts.kind, ...names, series].join(' – '),
    author: 'Child Justice Series app',
    description: `${texts.kind}: ${names.join(' / ')}, ${series}, ${madeOn}`,
    keywords: [...names, series, madeOn],
  };
}
