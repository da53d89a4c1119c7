/** What the READMEs show: who sees which page, how wide, and when it is ready. Deliberately absent: how a page is drawn. */
import type { Page } from 'playwright-core';
import type { Locale } from '../../domain/kernel/locale.ts';

export type Scene = {
  /** Of the file. */
  readonly name: string;
  /** Of the example; null: nobody has signed in. */
  readonly as: string | null;
  readonly size: { readonly width: number; readonly height: number };
  open(page: Page, apiUrl: string, locale: Locale): Promise<void>;
};

const DESKTOP = { width: 1120, height: 720 };
const PHONE = { width: 390, height: 760 };

async function openFirstCase(page: Page, apiUrl: string): Promise<void> {
  await page.goto(`${apiUrl}/approvals`);
  await page.locator('tbody a, main li a').first().click();
  await page.locator('#acts button').first().waitFor();
}

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
  {
    name: 'list',
    as: 'fang-yuan',
    size: DESKTOP,
    async open(page, apiUrl) {
      await page.goto(`${apiUrl}/approvals`);
      await page.locator('tbody a').first().waitFor();
    },
  },
  { name: 'case', as: 'fang-yuan', size: { ...DESKTOP, height: 960 }, open: openFirstCase },
  {
    name: 'new-application',
    as: 'gao-lin',
    size: { ...DESKTOP, height: 960 },
    async open(page, apiUrl) {
      await page.goto(`${apiUrl}/approvals/new?about=project/QH-01&matter=FSR`);
      await page.locator('main form').first().waitFor();
    },
  },
  {
    name: 'phone',
    as: 'fang-yuan',
    size: PHONE,
    async open(page, apiUrl) {
      await page.goto(`${apiUrl}/approvals`);
      await page.locator('main a[href^="/approvals/"]').nth(1).waitFor();
    },
  },
];
