/** What the READMEs show: who sees which page, how wide, and when it is ready. Deliberately absent: how a page is drawn. */
import type { Page } from 'playwright-core';
import type { Locale } from '../../domain/kernel/locale.ts';

export type Scene = {
  /** Of the file. */
  readonly name: string;
  /** Of the example half way; null: nobody has signed in. */
  readonly as: string | null;
  readonly size: { readonly width: number; readonly height: number };
  open(page: Page, apiUrl: string, locale: Locale): Promise<void>;
};

const DESKTOP = { width: 1120, height: 720 };
const TALL = { ...DESKTOP, height: 960 };
const PHONE = { width: 390, height: 760 };

/** The page has what it asked for. */
async function settled(page: Page): Promise<void> {
  await page.locator('#root h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  for (const skeleton of await page.locator('.mantine-Skeleton-root').all()) await skeleton.waitFor({ state: 'detached' });
}

type Look = { readonly size?: Scene['size']; readonly then?: (page: Page) => Promise<void> };
/** A page of the console at its address; `then`: what is opened on it. */
const at = (name: string, as: string, address: string, { size = DESKTOP, then }: Look = {}): Scene => ({
  name,
  as,
  size,
  async open(page, apiUrl) {
    await page.goto(`${apiUrl}${address}`);
    await settled(page);
    await then?.(page);
  },
});

const [OFFICER, LEADER, AUDITOR, MANAGER, APPROVER] = ['xu-jianing', 'zhou-qiming', 'song-wei', 'gao-lin', 'zheng-yan'];

export const SCENES: readonly Scene[] = [
  {
    name: 'sign-in',
    as: null,
    size: DESKTOP,
    async open(page, apiUrl) {
      await page.goto(apiUrl);
      await page.locator('input[type=email], input[autocomplete=email], input[autocomplete=username]').first().waitFor();
    },
  },
  at('start', OFFICER, '/', { size: TALL }),
  at('list', APPROVER, '/approvals'),
  {
    name: 'case',
    as: APPROVER,
    size: TALL,
    async open(page, apiUrl) {
      await page.goto(`${apiUrl}/approvals`);
      await page.locator('tbody a, main li a').first().click();
      await page.locator('#acts button').first().waitFor();
    },
  },
  at('new-application', MANAGER, '/approvals/new?about=project/QH-01&matter=FSR', { size: TALL }),
  at('phone', APPROVER, '/approvals', { size: PHONE }),
  at('programme', OFFICER, '/programmes/QH', { size: TALL }),
  at('leading', LEADER, '/programmes/QH/leading', { size: TALL }),
  at('deadlines', OFFICER, '/programmes/QH/deadlines', { size: TALL }),
  at('board', OFFICER, '/projects'),
  at('project', OFFICER, '/projects/QH-03', { size: TALL }),
  at('stage', MANAGER, '/projects/QH-01/stages/construction', { size: TALL }),
  at('takeover', OFFICER, '/takeover/QH-01', { size: TALL }),
  at('survey', OFFICER, '/surveys/QH-06?tab=result', { size: TALL }),
  at('search', AUDITOR, '/audit?project=QH-03', { size: TALL }),
  at('findings', AUDITOR, '/audit/findings', { size: TALL }),
  at('as-of', AUDITOR, '/audit/as-of?project=QH-03', { size: TALL }),
  at('proof', AUDITOR, '/audit/proof?stream=project/QH-03&version=1', { size: TALL }),
  at('route', OFFICER, '/office/routes/QH/FSR?tab=edit', { size: TALL }),
];
