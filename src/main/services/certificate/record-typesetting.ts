import type { RecordOfLearningDocument } from '../../../contract/record-of-learning-document';
import { failed, type TypesettingPress } from '../typesetting';
import { type DocumentTypesetting, typesetDocument } from './document-typesetting';
import { recordPage } from './record-page';
import { parseRecordTexts } from './record-texts';

/** The typesetting of records of learning, on the press of the process. */
export function createRecordTypesetting(press: TypesettingPress): DocumentTypesetting<RecordOfLearningDocument> {
  let parsed: ReturnType<typeof parseRecordTexts> | undefined;

  return {
    async typeset(document) {
      const json = await press.texts('record-texts.json');
      try {
        parsed ??= parseRecordTexts(json);
      } catch (cause) {
        throw failed('The texts of the record of learning could not be read.', cause);
      }
      const texts = parsed[document.language];
      return typesetDocument(press, 'record-of-learning', document.madeAt, (printable) =>
        recordPage(document, texts, printable),
      );
    },
  };
}
