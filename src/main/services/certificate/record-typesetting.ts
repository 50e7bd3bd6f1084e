import type { RecordOfLearningDocument } from '../../../contract/record-of-learning-document';
import type { TypesettingPress } from '../typesetting';
import { typesetDocument } from './document-typesetting';
import { recordPage } from './record-page';
import { recordTextsSchema } from './record-texts';

/** Typesets a record of learning. See `typesetDocument`. */
export async function typesetRecord(press: TypesettingPress, document: RecordOfLearningDocument): Promise<Uint8Array> {
  const texts = await press.texts('record-texts.json', recordTextsSchema, document.language);
  return typesetDocument(press, 'record-of-learning', document.madeAt, (printable) =>
    recordPage(document, texts, printable),
  );
}
