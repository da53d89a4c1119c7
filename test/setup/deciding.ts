/** An approver at the page behind a mail's link: agrees as the page asks it, without script. Deliberately absent: the way there. */
import type { Page } from 'playwright-core';
import { checkIn, type Mail } from '../../scripts/demo/http.ts';
import { LEAST_READING_MS } from './service.ts';

/** False: the page asks for nothing, because a colleague was faster, or it was decided elsewhere. */
export async function agreeAt(page: Page, mail: Mail): Promise<boolean> {
  const agrees = page.getByLabel('同意', { exact: true });
  if ((await agrees.count()) === 0) return false;
  await agrees.check();
  if (mail.subject.includes('验收评分')) await page.getByLabel('评分（0–100）').fill('94');
  await page.getByLabel('意见', { exact: true }).fill('同意');
  await page.getByLabel('邮件中的核对码（4 位数字）').fill(checkIn(mail));
  await page.waitForTimeout(LEAST_READING_MS);
  await page.getByRole('button', { name: '提交决定' }).click();
  await page
    .getByText(/您已处理：同意|该事项的处理情况/)
    .first()
    .waitFor();
  return true;
}
