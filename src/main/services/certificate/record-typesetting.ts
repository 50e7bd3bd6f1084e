import type { RecordOfLearningDocument } from '../../../contract/record-of-learning-document';
import { failed, type TypesettingPress } from '../typesetting';
import { recordPage } from './record-page';
import { parseRecordTexts } from './record-texts';

/** Turns a record of learning into a file. */
export interface RecordTypesetting {
  /**
   * PDF/A-3a, as many pages as it takes. The same document always gives the same bytes.
   * @throws OperationFailure `typesetting-failed`
   */
  typeset(document: RecordOfLearningDocument): Promise<Uint8Array>;
}

/** The typesetting of records of learning, on the press of the process. */
export function createRecordTypesetting(press: TypesettingPress): RecordTypesetting {
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
      return press.print(
        (faces, treatment) => {
          const { page, replaced } = recordPage(document, texts, faces, treatment);
          return {
            template: 'record-of-learning.typ',
            files: { 'record.json': JSON.stringify(page) },
            createdAt: document.madeAt,
            replaced,
            isOneOfMany: false,
          };
        },
        ({ pdf }) => pdf,
      );
    },
  };
}
