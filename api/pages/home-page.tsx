/** The first page of a running service: where things are. Says nothing that needs a sign-in. */
import { page } from './layout.tsx';

export function homePage(outboxUrl: string | null): string {
  return page(
    'zh-CN',
    '托建 Tuojian',
    <>
      <h1>托建 Tuojian</h1>
      <div className="card">
        <p>托育建设审批与流程服务已运行。</p>
        <p lang="en">The approval and workflow service for childcare facility programmes is running.</p>
        <ul className="links">
          <li>
            <a href="/docs">API 文档 · API documentation</a>
          </li>
          {outboxUrl !== null && (
            <li>
              <a href={outboxUrl}>收到的邮件 · Mail catcher</a>
            </li>
          )}
          <li>
            <a href="/mails">邮件模板 · Mail templates</a>
          </li>
          <li>
            <a href="/readyz">运行状况（JSON）· Health (JSON)</a>
          </li>
        </ul>
      </div>
    </>,
    null,
  );
}
