import { createHash } from 'node:crypto';
import { uniquePackages } from './notices';
import type { ShippedPackage } from './shipped-packages';

/** What the app itself is called in the bill. */
export interface BillSubject {
  readonly name: string;
  readonly version: string;
  /** Version of Electron, of which the desktop app is made. */
  readonly electronVersion: string;
}

/**
 * A CycloneDX 1.6 bill of materials as JSON text: what is in the app, with versions, licences and the registry's
 * digests. No time and no random number is in it: the same packages give the same bytes.
 */
export function billOfMaterials(
  { name, version, electronVersion }: BillSubject,
  packages: readonly ShippedPackage[],
): string {
  const electron = {
    type: 'framework',
    'bom-ref': `pkg:npm/electron@${electronVersion}`,
    name: 'electron',
    version: electronVersion,
    licenses: [{ license: { id: 'MIT' } }],
    purl: `pkg:npm/electron@${electronVersion}`,
  };
  const components = [electron, ...uniquePackages(packages).map(component)];
  const ref = `pkg:npm/${name}@${version}`;
  const body = {
    metadata: { component: { type: 'application', 'bom-ref': ref, name, version, purl: ref } },
    components,
    dependencies: [{ ref, dependsOn: components.map((part) => part['bom-ref']) }],
  };
  return `${JSON.stringify(
    {
      $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: `urn:uuid:${uuidOf(JSON.stringify(body))}`,
      version: 1,
      ...body,
    },
    null,
    1,
  )}\n`;
}

function component({ name, version, licence, integrity, form }: ShippedPackage) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const digest = /^sha512-(.+)$/u.exec(integrity)?.[1];
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    ...(digest ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] } : {}),
    ...(licence ? { licenses: [licenceOf(licence)] } : {}),
    purl,
    properties: [{ name: 'form', value: form }],
  };
}

function licenceOf(licence: string) {
  if (/^SEE LICENSE/iu.test(licence)) return { license: { name: 'Its own text, see the notices' } };
  return /[ (]/u.test(licence) ? { expression: licence } : { license: { id: licence } };
}

/** A UUID (version 8, of one's own making) from a text's digest. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
