import type { Page } from 'playwright-core';
import type { ConsolePage } from '../../setup/console-page.ts';

const firstAct = async (page: Page): Promise<void> => {
  const act = page.locator('#acts button[aria-expanded="false"]').first();
  await act.click();
  await page.locator('#acts form').waitFor();
};
export const PAGES: readonly ConsolePage[] = [{ path: '/projects/QH-05/stages/survey', as: 'xu-jianing', opens: [firstAct] }];
