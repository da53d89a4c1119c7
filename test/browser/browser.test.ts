import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { ApiClient, linkIn, type Mail, mailsAfter } from '../../scripts/demo/http.ts';
import { playProject } from '../../scripts/demo/play-project.ts';
import { checkProgrammeFolder } from '../../setup/programme-folder.ts';
import { expectAccessible, expectToFit } from '../setup/browser-checks.ts';
import { agreeAt } from '../setup/deciding.ts';

const { apiUrl, outboxUrl, tokens } = inject('service');
const PHONE = { width: 360, height: 740 };
const CODE = 'QH-06';

let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  // No script at all: that is how the page must work.
  context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false, locale: 'zh-CN' });
});
afterAll(() => browser.close());

/** An approver with a phone: opens the mail in the catcher, taps its link, decides. */
async function decideInBrowser(mail: Mail): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${outboxUrl}/mails/${mail.id}`);
  const frame = page.frameLocator('iframe');
  const href = await frame.locator('a').first().getAttribute('href');
  await page.goto(href ?? '');
  await agreeAt(page, mail);
  await page.close();
}

describe('through a browser', () => {
  it('a project goes from its first mail to acceptance, every approver on a phone without script', async () => {
    const profile = (await checkProgrammeFolder('examples/qinghe')).programme?.file.projects.find((p) => p.profile.code === CODE)?.profile;
    if (profile === undefined) throw new Error(`no ${CODE}`);
    let [running, last, decided] = [true, 0, 0];
    const approvers = (async () => {
      while (running) {
        for (const mail of await mailsAfter(outboxUrl, last)) {
          last = Math.max(last, mail.id);
          if (linkIn(mail) === null || !mail.subject.includes(CODE)) continue;
          await decideInBrowser(mail);
          decided += 1;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    const manager = new ApiClient(apiUrl, tokens[profile.manager] ?? '');
    const officer = new ApiClient(apiUrl, tokens['xu-jianing'] ?? '');
    await playProject(profile, { manager, officer, batch: 'QH-2023' }, () => undefined);
    running = false;
    await approvers;
    expect((await manager.find(`project/${CODE}`))?.status).toBe('ACCEPTED');
    expect(decided).toBeGreaterThanOrEqual(14);
  }, 240_000);
});

describe('the page behind a link', () => {
  let mail: Mail;
  beforeAll(async () => {
    const manager = new ApiClient(apiUrl, tokens['liu-chuan'] ?? '');
    await manager.until('survey/QH-05', () => true);
    await manager.command('survey/QH-05', { type: 'ReceiveAnswers', batch: 'QH-2023' });
    await manager.command('survey/QH-05', { type: 'CloseSurvey' });
    for (let tries = 0; tries < 100; tries += 1) {
      const found = (await mailsAfter(outboxUrl, 0)).find((m) => m.to.startsWith('ma-yue') && m.subject.includes('QH-05'));
      if (found !== undefined) mail = found;
      if (found !== undefined) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  /** With script only for axe, which is a tool of ours; the page itself has none. */
  async function open(lang: string, viewport: { width: number; height: number }): Promise<Page> {
    const page = await (await browser.newContext({ viewport, bypassCSP: true })).newPage();
    await page.goto(linkIn(mail) ?? '');
    await page.goto(`${page.url()}?lang=${lang}`);
    return page;
  }

  it.each([
    ['zh-CN', PHONE],
    ['en', PHONE],
    ['zh-CN', { width: 1280, height: 800 }],
    ['en', { width: 1280, height: 800 }],
  ] as const)('meets WCAG 2.2 AA by axe in %s', async (lang, viewport) => {
    const page = await open(lang, viewport);
    await expectAccessible(page);
    await page.context().close();
  });

  it('fits 320 px without scrolling sideways, with targets that a thumb hits', async () => {
    const page = await open('zh-CN', { width: 320, height: 640 });
    await page.locator('summary').click();
    await expectToFit(page, 320);
    await page.context().close();
  });

  it('preselects nothing, and is filled in by keyboard in the order that is read', async () => {
    const page = await open('zh-CN', { width: 1280, height: 800 });
    expect(await page.locator('input[type=radio]:checked').count()).toBe(0);
    const order: string[] = [];
    for (let presses = 0; presses < 7; presses += 1) {
      await page.keyboard.press('Tab');
      order.push(
        await page.evaluate(() => {
          const active = Reflect.get(Reflect.get(globalThis, 'document'), 'activeElement') as { tagName: string; name?: string };
          return active.name || active.tagName;
        }),
      );
    }
    expect(order).toEqual(['A', 'choice', 'SUMMARY', 'reason', 'preset', 'check', 'BUTTON']);
    await page.context().close();
  });
});
