import { describe, expect, it } from 'vitest';
import { LOOP_MEANS, LOOPS } from '../../domain/aside.ts';
import { mandateNotices } from '../../domain/programme/mandates.ts';
import { roleNotices } from '../../domain/programme/roles.ts';
import { asideMail } from '../../notices/aside-mail.ts';
import { sampleMails } from '../../notices/gallery.ts';

/** Days, paths and methods as programs write them. */
const MACHINE_TALK = /\d{4}-\d{2}|\bUTC\b|\/api\/v1|\bPOST\b|undefined|\[object|\{\w+\}/;
const ADDRESSES = /https?:\S+/g;

describe('every mail of the gallery', () => {
  it('speaks to people: days as they write them, no path of the API, no blank that nobody filled in', async () => {
    for (const { template, locale, subject, text } of await sampleMails('https://tuojian.example.gov.cn'))
      expect(`${template} ${locale}: ${subject}\n${text.replaceAll(ADDRESSES, '')}`).not.toMatch(MACHINE_TALK);
  });

  it('leads whoever has to sign in to the page where it is done, and names no command', async () => {
    const mails = await sampleMails('https://tuojian.example.gov.cn');
    const pages = {
      deadline: '/projects/QH-01',
      stage: '/projects/QH-01',
      'monthly-report': '/projects/QH-01',
      'takeover-proposed': '/takeover/QH-01',
      'route-proposed': '/office/routes?programme=QH',
      'standard-proposed': '/office/rules?programme=QH',
      'units-proposed': '/people/units?programme=QH',
      'role-proposed': '/people?programme=QH',
      'mandate-asked': '/people/mandates?programme=QH',
      measure: '/programmes/QH',
    };
    for (const [wanted, page] of Object.entries(pages))
      for (const { template, html } of mails.filter((mail) => mail.template === wanted))
        expect(`${template} ${html}`).toContain(`href="https://tuojian.example.gov.cn${page}"`);
    for (const { template, text } of mails)
      expect(`${template} ${text.replaceAll(ADDRESSES, '')}`).not.toMatch(/\b[A-Z][a-z]+[A-Z][a-z]+\b|\btuojian [a-z]/);
  });

  it('is whole: whoever has seen an application is named', async () => {
    const mails = (await sampleMails('https://tuojian.example.gov.cn')).filter(({ template }) => template === 'seen');
    expect(mails.map(({ text }) => /张伟已阅|Zhang Wei has seen/.test(text))).toEqual([true, true]);
  });

  it('ends a sentence once, also behind words of people that end with a full stop', async () => {
    for (const { template, text } of await sampleMails('https://tuojian.example.gov.cn')) expect(`${template} ${text}`).not.toMatch(/[。.]\s?[。.]/);
  });

  it('brackets nothing in brackets', async () => {
    for (const { template, text } of await sampleMails('https://tuojian.example.gov.cn'))
      expect(`${template} ${text}`).not.toMatch(/（[^）]*（|\([^)]*\(/);
  });

  it('in Chinese ends no sentence in English marks, and in English holds no Chinese comma', async () => {
    for (const { template, locale, subject } of await sampleMails('https://tuojian.example.gov.cn'))
      expect(`${template} ${subject}`).not.toMatch(locale === 'en' ? /[，、。]/ : /[,;] /);
  });
});

describe('the overviews of the gallery', () => {
  it('put notes into the brackets of their language', async () => {
    const mails = (await sampleMails('https://tuojian.example.gov.cn')).filter(({ template }) => template === 'digest' || template === 'burst');
    const [zh, en] = (['zh-CN', 'en'] as const).map((locale) =>
      mails.filter((mail) => mail.locale === locale).map(({ text }) => text.replaceAll(ADDRESSES, '')),
    );
    expect(zh?.join('')).toMatch(/批（期限 2026年11月27日）/);
    expect(zh?.join('')).not.toMatch(/[()]/);
    expect(en?.join('')).toMatch(/report \(due 27 Nov 2026\)/);
  });
});

describe('what is told of power', () => {
  const actor = { person: 'lina' };
  it('writes the day until which a role can be confirmed as people write it', () => {
    const data = { proposal: 'RP-2', change: 'ASSIGN', role: 'FINANCE', person: 'zhang', basis: '青组8号', until: '2026-12-08' };
    const [told] = roleNotices({ type: 'RoleProposed', data, actor } as unknown as Parameters<typeof roleNotices>[0]); // as much as it looks at
    expect(told?.facts).toMatchObject({ says: { zh: expect.stringContaining('2026年12月8日前'), en: expect.stringContaining('8 Dec 2026') } });
  });

  it('writes the days of a mandate that waits for its principal likewise', () => {
    const data = { mandate: 'DL-3', principal: 'zhang', delegate: 'lina', from: '2026-12-01', to: '2026-12-05', basis: '函3号', awaits: 'PRINCIPAL' };
    const [told] = mandateNotices(
      {} as unknown as Parameters<typeof mandateNotices>[0], // not looked at for this event
      { type: 'MandateGranted', data } as unknown as Parameters<typeof mandateNotices>[1], // as much as it looks at
    );
    expect(told?.facts).toMatchObject({ says: { zh: expect.stringContaining('2026年12月1日至2026年12月5日') } });
  });
});

describe('the mail about what is set aside', () => {
  it.each(Object.keys(LOOPS) as (keyof typeof LOOPS)[])('of %s says in both languages how often and since when, and what to do', (loop) => {
    const at = '2026-11-28T01:00:00.000Z';
    const aside = { loop, item: 'a', about: null, reason: 'why', firstSeen: at, lastTried: at, tries: 3, nextTry: at, toldAt: null, settledAt: null };
    const { subject, text } = asideMail(Array.from({ length: 42 }, () => aside));
    expect(subject).toContain(LOOPS[loop].zh);
    const { stopped, todo } = LOOP_MEANS[loop];
    // What stopped and what to do come before the technical reason.
    for (const said of [stopped.zh, stopped.en, todo.zh, todo.en]) expect(text.indexOf(said)).toBeLessThan(text.indexOf('technical reason: why'));
    for (const said of [
      stopped.zh,
      stopped.en,
      todo.zh,
      todo.en,
      '2026-11-28 09:00',
      '已试 3 次',
      'tried 3×',
      'npx tuojian aside list',
      '另有 2 项',
      '2 more',
    ])
      expect(text).toContain(said);
  });
});
