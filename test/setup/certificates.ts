/** An authority of a test's own, and what it signs: certificates of servers and clients, in date or past it. */
import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

/** Both PEM. */
export type Certificate = { readonly cert: string; readonly key: string };

const DAY_MS = 86_400_000;
let serial = 1;

/** `days`: until it expires; negative: since it did. `by` null: it signs itself. */
function made(name: string, days: number, extensions: readonly object[], by: Certificate | null): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  serial += 1;
  certificate.serialNumber = serial.toString(16).padStart(4, '0');
  certificate.validity.notBefore = new Date(Date.now() - 60 * DAY_MS);
  certificate.validity.notAfter = new Date(Date.now() + days * DAY_MS);
  const subject = [{ name: 'commonName', value: name }];
  certificate.setSubject(subject);
  certificate.setIssuer(by === null ? subject : forge.pki.certificateFromPem(by.cert).subject.attributes);
  certificate.setExtensions([...extensions]);
  certificate.sign(forge.pki.privateKeyFromPem(by?.key ?? privateKey), forge.md.sha256.create());
  return { cert: forge.pki.certificateToPem(certificate), key: privateKey };
}

export const makeAuthority = (name: string): Certificate =>
  made(
    name,
    30,
    [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
    null,
  );

/** For a server at that name or address, or a client of that name. */
export function signedBy(authority: Certificate, { host, days = 30 }: { readonly host: string; readonly days?: number }): Certificate {
  const altNames = [host === '127.0.0.1' ? { type: 7, ip: host } : { type: 2, value: host }];
  const extensions = [
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
    { name: 'subjectAltName', altNames },
  ];
  return made(host, days, extensions, authority);
}
