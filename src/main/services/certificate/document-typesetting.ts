import type { Printer, TypesettingPress } from '../typesetting';

/**
 * Prints a document as PDF/A-3a, as many pages as it takes. The same document always gives the same bytes.
 * @param template name of the template, and of the data that it reads
 * @param createdAt ISO 8601 instant of the file's creation, in whole seconds
 * @param pageOf makes what the template prints; what the faces don't have is printed as a stand-in
 * @throws OperationFailure `typesetting-failed`
 */
export function typesetDocument(
  press: TypesettingPress,
  template: 'job-aid' | 'notebook' | 'record-of-learning',
  createdAt: string,
  pageOf: (printable: Printer['printable']) => object,
): Promise<Uint8Array> {
  return press.print(
    (printable) => ({
      template: `${template}.typ`,
      files: { [`${template}.json`]: JSON.stringify(pageOf(printable)) },
      createdAt,
      isOneOfMany: false,
    }),
    ({ pdf }) => pdf(),
  );
}
