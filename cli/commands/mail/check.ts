/**
 * `tuojian mail check`: whether other mail servers will believe that our mails are ours (SPF, DMARC), and whether answers
 * and bounces can come back (MX).
 */
import { promises as dns } from 'node:dns';
import { Command } from 'commander';
import type { Settings } from '../../../config/settings.ts';
import { lastLine, say, table } from '../../output.ts';

type MailReport = { readonly what: string; readonly ok: boolean; readonly says: string };

export const checkCommand = new Command('check')
  .description('whether other mail servers will believe that our mails are ours: SPF, DMARC, MX')
  .action(async () => {
    const { readSettings } = await import('../../../config/env.ts');
    const settings = readSettings();
    const findings = [...(await believed(settings)), ...(await wayBack(settings))];
    table(
      findings.map(({ what, ok, says }) => [ok ? 'ok  ' : 'FAIL', what, says]),
      { gap: 1 },
    );
    say('DKIM is signed by your mail server; send a mail to yourself and look for "dkim=pass" in its headers.');
    const failed = findings.filter(({ ok }) => !ok).length;
    lastLine({ ok: failed === 0, checked: findings.length, failed });
    if (failed > 0) process.exitCode = 1;
  });

const domainOf = (address: string): string => address.split('@')[1] ?? '';
const txt = async (name: string): Promise<readonly string[]> => (await dns.resolveTxt(name).catch(() => [])).map((parts) => parts.join(''));

async function believed({ mailFrom, publicUrl }: Settings): Promise<readonly MailReport[]> {
  const domain = domainOf(mailFrom.address);
  const spf = (await txt(domain)).find((record) => record.startsWith('v=spf1'));
  const dmarc = (await txt(`_dmarc.${domain}`)).find((record) => record.startsWith('v=DMARC1'));
  return [
    { what: 'SPF', ok: spf !== undefined, says: spf ?? `${domain} has no v=spf1 record → name the servers that send for it` },
    {
      what: 'DMARC',
      ok: /p=(reject|quarantine)/.test(dmarc ?? ''),
      says: dmarc ?? `_dmarc.${domain} has no record → publish v=DMARC1; p=reject once DKIM and SPF pass`,
    },
    {
      what: 'Links',
      ok: publicUrl.startsWith('https://'),
      says: publicUrl.startsWith('https://') ? publicUrl : `${publicUrl} → links in mails need https`,
    },
  ];
}

async function wayBack({ inbound }: Settings): Promise<readonly MailReport[]> {
  const findings: MailReport[] = [];
  for (const [what, address] of [
    ['Bounces', inbound.bounces?.address ?? null],
    ['Replies', inbound.replyAddress],
  ] as const) {
    if (address === null) continue;
    const servers = await dns.resolveMx(domainOf(address)).catch(() => []);
    findings.push({
      what,
      ok: servers.length > 0,
      says: servers.length > 0 ? `${address} by ${servers[0]?.exchange}` : `${domainOf(address)} has no MX → mail to ${address} goes nowhere`,
    });
  }
  return findings;
}
