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
 * The typesetting of documents that bring all their words, on the press of the process.
 * @param template name of the template, and of the data that it reads
 * @param pageOf what the template prints, with only characters that the faces have
 */
export function createDocumentTypesetting<Document extends { readonly madeAt: string }>(
  press: TypesettingPress,
  template: 'job-aid' | 'notebook',
  pageOf: (document: Document, faces: readonly CodePointRanges[], treatment: ClusterTreatment) => object,
): DocumentTypesetting<Document> {
  return {
    typeset: (document) =>
      press.print(
        (faces, treatment) => ({
          template: `${template}.typ`,
          files: { [`${template}.json`]: JSON.stringify(pageOf(document, faces, treatment)) },
          createdAt: document.madeAt,
          replaced: [],
          isOneOfMany: false,
        }),
        ({ pdf }) => pdf,
      ),
  };
}
