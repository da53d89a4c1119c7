/** `tuojian mail …`: the ledger of a case, what I want to be told, whether the world will take our mails, an address that works again. */
import { promises as dns } from 'node:dns';
import { readSettings } from '../config/env.ts';
import { minuteAt } from '../domain/kernel/days.ts';
import type { NoticeView } from '../domain/notice/ledger.ts';
import { SetupError } from '../local/setup-error.ts';
import { type SignIn, signIn } from './api-session.ts';
import { UNDELIVERED } from './approval.ts';
import { withDatabase } from './connect.ts';
import { readJsonFile } from './json-argument.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Each mail of a case with every try; what did not arrive stands out. */
export async function showLedger(stream: string, options: SignIn): Promise<void> {
  if (!/^[a-z]+\/.+$/.test(stream)) throw new SetupError(`"${stream}" names no case.`, 'Name one like approval/QH-01.FSR.');
  const api = await signIn(options);
  const { notices } = await api.get<{ notices: readonly NoticeView[] }>(`/api/v1/${stream}/notices`);
  for (const { createdAt, status, template, recipient, outcome, heldUntil, visits, openedAt, attempts } of notices) {
    const trouble = UNDELIVERED.includes(status) ? '!' : ' ';
    const link = visits === 0 ? '' : `  link: ${visits} fetches${openedAt === null ? '' : `, opened by a person ${minuteAt(openedAt)}`}`;
    const held = heldUntil === null ? '' : `  until ${minuteAt(heldUntil)}`;
    say(`${trouble} ${minuteAt(createdAt)}  ${status.padEnd(10)} ${template.padEnd(14)} ${recipient.padEnd(14)} ${outcome ?? ''}${held}${link}`);
    if (attempts.length > 1) for (const { at, result, reply } of attempts) say(`      ${minuteAt(at)}  ${result} ${reply}`);
  }
  if (notices.length === 0) say('No mail was due in this case yet.');
}

/** Prints what somebody wants to be told; with a file, changes it first. */
export async function showWishes(options: SignIn & { readonly set?: string }): Promise<void> {
  const api = await signIn(options);
  const path = '/api/v1/me/wishes';
  const wishes = options.set === undefined ? await api.get<object>(path) : await api.post<object>(path, Object(readJsonFile(options.set)));
  say(JSON.stringify(wishes, null, 2));
}

/** Mails go there again: its owner says that it works. A new address by an import does the same. */
export async function reviveAddress(person: string): Promise<void> {
  await withDatabase(async (db) => {
    const { count } = await db.prisma.person.updateMany({ where: { id: person, deadAddress: { not: null } }, data: { deadAddress: null } });
    say(count === 1 ? `Mails to ${person} are sent again.` : `No mail server has called the address of ${person} dead.`);
  });
}

type Finding = { readonly what: string; readonly ok: boolean; readonly says: string };

/** Whether other mail servers will believe that our mails are ours (SPF, DMARC), and whether answers and bounces can come back (MX). */
export async function checkMail(): Promise<void> {
  const { mailFrom, inbound, publicUrl } = readSettings();
  const domainOf = (address: string): string => address.split('@')[1] ?? '';
  const domain = domainOf(mailFrom.address);
  const txt = async (name: string): Promise<readonly string[]> => (await dns.resolveTxt(name).catch(() => [])).map((parts) => parts.join(''));
  const spf = (await txt(domain)).find((record) => record.startsWith('v=spf1'));
  const dmarc = (await txt(`_dmarc.${domain}`)).find((record) => record.startsWith('v=DMARC1'));
  const findings: Finding[] = [
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
  for (const { what, ok, says } of findings) say(`${ok ? 'ok  ' : 'FAIL'} ${what.padEnd(8)} ${says}`);
  say('DKIM is signed by your mail server; send a mail to yourself and look for "dkim=pass" in its headers.');
  const failed = findings.filter(({ ok }) => !ok).length;
  say(JSON.stringify({ ok: failed === 0, checked: findings.length, failed }));
  if (failed > 0) process.exitCode = 1;
}
