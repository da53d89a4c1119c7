/**
 * Where messages to other systems may go. Whoever sets an address up chooses whom this service talks to, from inside its own
 * network: so it is https, and an address that the world can reach, looked at after its name was resolved, and the
 * connection goes to just what was looked at (server-side request forgery, OWASP). A setting names networks of the county's
 * own. Deliberately absent: what is sent (webhook-sender.ts).
 */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { Text } from '../../domain/kernel/values.ts';

/** What is not the public internet (IANA special-purpose registries, RFC 6890). */
const NOT_PUBLIC: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** Of IPv6 only 2000::/3 is given out; of it, what is for documents or wraps an IPv4 address. */
const PUBLIC_6 = '2000::/3';
const NOT_PUBLIC_6: readonly string[] = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), familyOf(address));
  }
  return list;
}
const HIDDEN = listOf(NOT_PUBLIC);
const HIDDEN_6 = listOf(NOT_PUBLIC_6);
const GIVEN_OUT_6 = listOf([PUBLIC_6]);

/** `::ffff:10.0.0.1` is 10.0.0.1. */
function plainIp(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address;
}

const isPublic = (address: string): boolean =>
  isIP(address) === 6
    ? GIVEN_OUT_6.check(address, 'ipv6') && !HIDDEN_6.check(address, 'ipv6')
    : isIP(address) === 4 && !HIDDEN.check(address, 'ipv4');

/** `networks`: as `10.8.0.0/16`; they may be reached although they are no part of the internet. `http`: there, without TLS too. */
export type AddressRules = { readonly networks: readonly string[]; readonly http: boolean };
export type Resolved = { readonly address: string; readonly family: 4 | 6 };

export class AddressRefused extends Error {}

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>;
const byDns: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

const LENGTH_MAX = 500;

export type AddressGuard = {
  /** What is wrong with an address as it is written; null: nothing. Its name is not resolved. */
  fault(address: string): Text | null;
  /** The one that is connected to. Error: AddressRefused; that of the resolver. */
  resolve(url: URL): Promise<Resolved>;
};

export function createAddressGuard({ networks, http }: AddressRules, resolve: Resolve = byDns): AddressGuard {
  const own = listOf(networks);
  const isOwn = (address: string): boolean => own.check(address, familyOf(address));
  return {
    fault(address) {
      if (address.length > LENGTH_MAX || !URL.canParse(address)) return NO_ADDRESS;
      const url = new URL(address);
      if (url.protocol !== 'https:' && !(http && url.protocol === 'http:')) return http ? NO_ADDRESS : NOT_HTTPS;
      if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return ONLY_PATH;
      const host = bare(url.hostname);
      if (isIP(host) !== 0 && !isPublic(plainIp(host)) && !isOwn(plainIp(host))) return INSIDE;
      // Never sent, so that nobody is to confirm it.
      if (url.protocol === 'http:' && isIP(host) !== 0 && !isOwn(plainIp(host))) return NOT_HTTPS;
      return isIP(host) === 0 && !host.includes('.') && networks.length === 0 ? INSIDE : null;
    },
    async resolve(url) {
      const host = bare(url.hostname);
      const found = (isIP(host) === 0 ? await resolve(host) : [host]).map(plainIp);
      if (found.length === 0) throw new AddressRefused('the name has no address');
      // One that is inside is enough: a name that points to both could be asked again until it fits.
      if (found.some((address) => !isPublic(address) && !isOwn(address))) throw new AddressRefused('the address is not public');
      if (url.protocol !== 'https:' && !(http && found.every(isOwn))) throw new AddressRefused('the address is not https');
      const [address = ''] = found;
      return { address, family: isIP(address) === 6 ? 6 : 4 };
    },
  };
}

/** `[::1]` is ::1. */
const bare = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

const NO_ADDRESS: Text = {
  zh: '须为 https 地址，如 https://example.gov.cn/events',
  en: 'must be an https address such as https://example.gov.cn/events',
};
const NOT_HTTPS: Text = { zh: '须为 https 地址', en: 'must be an https address' };
const ONLY_PATH: Text = {
  zh: '须只有主机名和路径，不含用户名、密码、查询参数或 #；对方凭签名识别我们',
  en: 'must be a host and a path alone, without user, password, query or #: the other side knows us by the signature',
};
const INSIDE: Text = {
  zh: '须为互联网上可到达的主机；内网须由服务的运行者在 TUOJIAN_WEBHOOK_NETWORKS 中列出',
  en: 'must be a host of the public internet; networks of one’s own are named in TUOJIAN_WEBHOOK_NETWORKS by whoever runs the service',
};
