/**
 * Why a Temporal server cannot be used, in one sentence and with the way out: gRPC itself says no more than that a deadline
 * passed. Nothing secret is in it. Deliberately absent: what follows from it.
 */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import tls from 'node:tls';
import { lookAtTemporal, type TemporalServer, type TemporalTls } from './connect.ts';

export type Unreachable = {
  readonly says: string;
  readonly wayOut: string;
  /** It will not answer by itself, however long one waits: a setting is wrong, there or here. */
  readonly lasting: boolean;
};

/** Null: it answers, and knows the namespace. */
export async function whyUnreachable(server: TemporalServer, timeoutMs: number): Promise<Unreachable | null> {
  // First: what is wrong with a certificate gRPC would try again and again until the time is over.
  const begun = await handshake(server, { timeoutMs, waitMs: 0 });
  if (begun.code !== null && !begun.plain) return ofTls(begun, server);
  try {
    await lookAtTemporal(server, timeoutMs);
    return null;
  } catch (error) {
    return ofCall(error, server) ?? ofTls(await handshake(server, { timeoutMs, waitMs: REFUSED_AFTER_MS }), server);
  }
}

/** Of gRPC: NOT_FOUND, PERMISSION_DENIED, UNAUTHENTICATED. */
const [NOT_FOUND, DENIED, UNKNOWN_CALLER] = [5, 7, 16];

function codeOf(error: unknown): unknown {
  for (let at = error; at instanceof Error; at = at.cause) if ('code' in at) return at.code;
  return null;
}

/** What the server itself answered. */
function ofCall(error: unknown, { address, namespace, apiKey, tls: secured }: TemporalServer): Unreachable | null {
  const lasting = true;
  const code = codeOf(error);
  if (code === NOT_FOUND)
    return {
      says: `Temporal at ${address} has no namespace ${namespace}`,
      wayOut: 'Correct TEMPORAL_NAMESPACE, or make the namespace there (docs/temporal.md).',
      lasting,
    };
  if (code !== DENIED && code !== UNKNOWN_CALLER) return null;
  if (apiKey !== null)
    return {
      says: `Temporal at ${address} does not take the API key for namespace ${namespace}`,
      wayOut: 'Set TEMPORAL_API_KEY to a key that is in force and may use that namespace, and look whether the address is that of its region.',
      lasting,
    };
  return {
    says: `Temporal at ${address} lets nobody use namespace ${namespace} ${secured?.client ? 'by this client certificate' : 'without an API key or a client certificate'}`,
    wayOut: 'Set TEMPORAL_API_KEY, or TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH, to what its operator gave out.',
    lasting,
  };
}

/** What came of a handshake: a code of Node or OpenSSL, or null where none failed. `plain`: it was tried although none is set. */
type Handshake = { readonly code: string | null; readonly peer: tls.PeerCertificate | null; readonly plain: boolean };

/** A server of TLS 1.3 says only after the handshake that it does not take the client's certificate. */
const REFUSED_AFTER_MS = 1_000;

/** `waitMs`: for a word after it. */
function handshake(server: TemporalServer, { timeoutMs, waitMs }: { readonly timeoutMs: number; readonly waitMs: number }): Promise<Handshake> {
  const { address, tls: secured, apiKey } = server;
  const at = address.lastIndexOf(':');
  const host = address.slice(0, at).replace(/^\[|\]$/g, '');
  const plain = secured === null && apiKey === null;
  const name = secured?.serverName ?? host;
  return new Promise((resolve) => {
    const socket = tls.connect({
      host,
      port: Number(address.slice(at + 1)),
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ALPNProtocols: ['h2'],
      // Nothing is said over it; so what is wrong with the certificate can be told by the certificate.
      rejectUnauthorized: false,
      checkServerIdentity: (_, certificate) => tls.checkServerIdentity(name, certificate),
      ...certificatesOf(secured),
    });
    let peer: tls.PeerCertificate | null = null;
    const end = (code: string | null): void => {
      socket.destroy();
      resolve({ code, peer, plain });
    };
    socket.setTimeout(timeoutMs, () => end('ETIMEDOUT'));
    let shaken = false;
    socket.once('secureConnect', () => {
      shaken = true;
      peer = socket.getPeerCertificate();
      const wrong: unknown = socket.authorizationError;
      if (!plain && !socket.authorized) return end(wrong instanceof Error && 'code' in wrong ? String(wrong.code) : String(wrong));
      socket.resume();
      setTimeout(end, waitMs, null);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => end(shaken ? CLIENT_REFUSED : (error.code ?? 'no answer')));
    socket.once('end', () => end(shaken ? CLIENT_REFUSED : 'ECONNRESET'));
  });
}
const CLIENT_REFUSED = 'CLIENT_REFUSED';

const certificatesOf = (secured: TemporalTls | null): tls.ConnectionOptions => ({
  ...(secured?.serverCa ? { ca: secured.serverCa } : {}),
  ...(secured?.client ? secured.client : {}),
});

const UNBELIEVED =
  /^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_SIGNATURE_FAILURE|INVALID_CA)$/;
const NO_TLS = /^(ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|TLSV1_UNRECOGNIZED_NAME)|EPROTO)$/;
const CLIENT_ALERT = /^ERR_SSL_.*(CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)/;

function ofTls({ code, peer, plain }: Handshake, { address, tls: secured }: TemporalServer): Unreachable {
  const lasting = true;
  const its = `The certificate of Temporal at ${address}`;
  if (plain && code === null)
    return { says: `Temporal at ${address} speaks TLS alone`, wayOut: 'Set TEMPORAL_TLS=true (docs/temporal.md).', lasting };
  if (code === 'CERT_HAS_EXPIRED')
    return {
      says: `${its} expired on ${peer?.valid_to ?? 'a day past'}`,
      wayOut: 'Have it renewed there, or set the clock of this machine.',
      lasting,
    };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return {
      says: `${its} is of another name${peer?.subjectaltname ? ` (${peer.subjectaltname})` : ''}`,
      wayOut: 'Correct TEMPORAL_ADDRESS, or set TEMPORAL_TLS_SERVER_NAME to the name that is in it.',
      lasting,
    };
  if (code !== null && UNBELIEVED.test(code))
    return {
      says: `${its} was signed by nobody whom this service believes`,
      wayOut: 'Set TEMPORAL_TLS_SERVER_CA_CERT_PATH to the certificate of the authority that signed it.',
      lasting,
    };
  if (!plain && code !== null && NO_TLS.test(code))
    return {
      says: `Temporal at ${address} speaks no TLS`,
      wayOut: 'Correct TEMPORAL_ADDRESS; or unset TEMPORAL_TLS and what belongs to it.',
      lasting,
    };
  if (code !== null && (code === CLIENT_REFUSED || CLIENT_ALERT.test(code))) return refusedClient(address, secured);
  return {
    says: `Temporal at ${address} does not answer${code === null ? '' : `: ${code}`}`,
    wayOut: 'Start it, or correct TEMPORAL_ADDRESS.',
    lasting: false,
  };
}

function refusedClient(address: string, secured: TemporalTls | null): Unreachable {
  const lasting = true;
  if (!secured?.client)
    return {
      says: `Temporal at ${address} asks for a client certificate`,
      wayOut: 'Set TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH to what its operator gave out.',
      lasting,
    };
  const { validTo } = new X509Certificate(secured.client.cert);
  return Date.parse(validTo) < Date.now()
    ? {
        says: `The client certificate for Temporal at ${address} expired on ${validTo}`,
        wayOut: 'Have a new one made, and start the service again with it.',
        lasting,
      }
    : {
        says: `Temporal at ${address} does not take the client certificate`,
        wayOut: 'Have its authority entered there (Temporal Cloud: CA certificates of the namespace), or use a certificate that it signed.',
        lasting,
      };
}
