import type { ClusterTreatment, CodePointRanges, TypesettingPress } from '../typesetting';

/** Turns documents of a kind into files. */
export interface DocumentTypesetting<Document> {
  /**
   * PDF/A-3a, as many pages as it takes. The same document always gives the same bytes.
   * @throws OperationFailure `typesetting-failed`
   */
  typeset(document: Document): Promise<Uint8Array>;
}

/**
 * Prints a document as a file, and nothing else of it. Throws as `typeset`.
 * @param template name of the template, and of the data that it reads
 * @param createdAt ISO 8601 instant of the file's creation, in whole seconds
 * @param pageOf what the template prints, with only characters that the faces have
 */
export function typesetDocument(
  press: TypesettingPress,
  template: 'job-aid' | 'notebook' | 'record-of-learning',
  createdAt: string,
  pageOf: (faces: readonly CodePointRanges[], treatment: ClusterTreatment) => object,
): Promise<Uint8Array> {
  return press.print(
    (faces, treatment) => ({
      template: `${template}.typ`,
      files: { [`${template}.json`]: JSON.stringify(pageOf(faces, treatment)) },
      createdAt,
      replaced: [],
      isOneOfMany: false,
    }),
    ({ pdf }) => pdf,
  );
}
