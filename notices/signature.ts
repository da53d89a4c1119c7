/**
 * Who a message is from, as its signature says it: DKIM (RFC 6376) of the sender's own domain over the one From field.
 * mailauth checks the mathematics; what it lets pass and a decision with legal effect may not rest on is refused here.
 */
import { domainToASCII } from 'node:url';
import { authenticate } from 'mailauth';
import addressparser from 'nodemailer/lib/addressparser/index.js';
import { getDomain } from 'tldts';
import { comparedAddress } from '../domain/notice/address.ts';
import { type HeaderBlock, valuesOf } from './header-block.ts';

export type Resolver = (name: string, type: string) => Promise<unknown>;

/** `again`: DNS did not answer, so the same message may be believed later. */
export type Signed = { readonly from: string } | { readonly why: string; readonly again: boolean };

/** Each signature costs a question to DNS. */
const SIGNATURES_MAX = 5;
const no = (why: string): Signed => ({ why, again: false });
const NO_SIGNATURE = 'no DKIM signature of its sender’s domain that a decision can rest on';

/** The address of From, once a signature covers it. */
export async function signedSender(raw: Buffer, head: HeaderBlock, resolver: Resolver): Promise<Signed> {
  if (head.malformed) return no('its header is not well-formed');
  // RFC 5322 3.6: these stand once. With two of them, the one that was signed need not be the one that is read.
  const twice = ONCE.find((name) => valuesOf(head, name).length > 1);
  if (twice !== undefined) return no(`it has more than one ${twice}`);
  const [value, ...more] = valuesOf(head, 'from');
  if (value === undefined || more.length > 0) return no('it has no single sender');
  const [sender, ...others] = addressparser(value);
  if (sender === undefined || others.length > 0 || 'group' in sender) return no('it has no single sender');
  const from = comparedAddress(sender.address ?? '', domainToASCII);
  // Beside quoted names and comments there is one @: what one parser takes for a name, another takes for an address.
  const bare = value.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/\([^()]*\)/g, '');
  if (from === null || bare.split('@').length !== 2) return no('it has no single sender');
  // Written by one and sent by another (RFC 5322 3.6.2): a decision is nobody's to send on behalf.
  const [agent] = valuesOf(head, 'sender');
  if (agent !== undefined && addressesIn(agent).some((one) => one !== from)) return no('it was sent by another than who wrote it');
  const tags = valuesOf(head, 'dkim-signature').map(tagsOf);
  // What no verifier can read as a time ends some of them.
  if (tags.some((tag) => !isTime(tag?.get('t')) || !isTime(tag?.get('x')))) return no(NO_SIGNATURE);
  if (tags.length === 0 || tags.length > SIGNATURES_MAX) return no(NO_SIGNATURE);
  const found = await authenticate(raw, {
    trustReceived: false,
    disableArc: true,
    disableDmarc: true,
    disableBimi: true,
    minBitLength: 1_024,
    resolver: resolver as NonNullable<Parameters<typeof authenticate>[1]>['resolver'], // mailauth's type names what DNS answers
  } as Parameters<typeof authenticate>[1]); // its types lack options that its own documentation lists
  const results = (found.dkim?.results ?? []) as readonly Result[]; // as lib/dkim/dkim-verifier.js makes them
  const good = results.some((result) => {
    const own = tags.find((tag) => tag !== null && tag.get('b')?.replace(/\s/g, '') === result.signature);
    return own !== undefined && own !== null && isGood(result, own, from);
  });
  if (good) return { from };
  return { why: NO_SIGNATURE, again: results.some(({ status }) => status.result === 'temperror') };
}

const addressesIn = (value: string): readonly (string | null)[] => {
  const read = addressparser(value, { flatten: true });
  return read.length === 0 ? [null] : read.map(({ address }) => comparedAddress(address, domainToASCII));
};
/** Seconds since 1970, or left out. */
const isTime = (value: string | undefined): boolean => value === undefined || /^\d{1,12}$/.test(value);

const ONCE = ['from', 'sender', 'reply-to', 'to', 'cc', 'subject', 'date', 'message-id', 'content-type', 'content-transfer-encoding', 'mime-version'];

type Result = {
  readonly status: { readonly result: string };
  readonly signature?: string;
  readonly signingDomain?: string;
  readonly rr?: string;
};

/** Tag-list of RFC 6376 3.2; null: a tag stands twice, which makes it no list. */
function tagsOf(value: string): ReadonlyMap<string, string> | null {
  const tags = new Map<string, string>();
  for (const part of value.split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const name = part.slice(0, equals).trim();
    if (tags.has(name)) return null;
    tags.set(name, part.slice(equals + 1).trim());
  }
  return tags;
}

const listOf = (value: string): readonly string[] => value.split(':').map((item) => item.trim().toLowerCase());
const ascii = (domain: string): string => domainToASCII(domain.trim().toLowerCase()).replace(/\.$/, '');

/** dkim-quoted-printable (2.11). */
const unquoted = (text: string): string => {
  const bytes = text.replace(/\s/g, '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
};

/** A sender's clock may be so much ahead. */
const AHEAD_SECONDS = 300;

function isGood({ status, signingDomain = '', rr = '' }: Result, tags: ReadonlyMap<string, string>, from: string): boolean {
  const now = Date.now() / 1_000;
  if (status.result !== 'pass' || Number(tags.get('t') ?? 0) > now + AHEAD_SECONDS || Number(tags.get('x') ?? now) < now) return false;
  // rsa-sha1 (RFC 8301); a part of the body only (3.4.5, 8.2): text can be added to both.
  if (!['rsa-sha256', 'ed25519-sha256'].includes((tags.get('a') ?? '').toLowerCase()) || tags.has('l')) return false;
  if (tags.get('v') !== '1' || !listOf(tags.get('h') ?? '').includes('from')) return false;
  if (tags.has('q') && !listOf(tags.get('q') ?? '').includes('dns/txt')) return false;
  const key = tagsOf(rr);
  if (key === null) return false;
  const flags = listOf(key.get('t') ?? '');
  // A domain that only tries DKIM out says nothing with it (3.6.1).
  if (flags.includes('y')) return false;
  if (key.has('s') && !listOf(key.get('s') ?? '').some((service) => service === '*' || service === 'email')) return false;
  if (key.has('h') && !listOf(key.get('h') ?? '').includes('sha256')) return false;
  const signer = ascii(signingDomain);
  const identity = tags.get('i') ?? `@${signingDomain}`;
  const agent = ascii(identity.split('@').pop() ?? '');
  // Whom the signer names (3.5, i=) is who sent it; most name nobody.
  const user = unquoted(identity.slice(0, identity.lastIndexOf('@'))).toLowerCase();
  if (user !== '' && user !== from.slice(0, from.lastIndexOf('@'))) return false;
  if (agent !== signer && (flags.includes('s') || !agent.endsWith(`.${signer}`))) return false;
  return isAligned(from.slice(from.lastIndexOf('@') + 1), signer);
}

/** The sender's domain, or one above it that is somebody's own: nobody speaks for all of `gov.cn` (RFC 7489 3.1.1, Public Suffix List). */
function isAligned(domain: string, signer: string): boolean {
  return getDomain(signer, { allowPrivateDomains: true }) !== null && (domain === signer || domain.endsWith(`.${signer}`));
}
