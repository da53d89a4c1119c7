/** What stands at `/` where the console could not be built: that it is missing, and where else things are. */
import { page } from './layout.tsx';

export function homePage(outboxUrl: string | null): string {
  return page(
    'zh-CN',
    '托建 Tuojian',
    <>
      <h1>托建 Tuojian</h1>
      <div className="card">
        <p>服务已运行，但工作台没有构建成功。请在服务器上运行 npm run web:build，刷新即可；不必重启。邮件中的审批链接不受影响。</p>
        <p lang="en">
          The service is running, but its console is not built. Run npm run web:build on the server and reload this page; no restart is needed. Links
          in mails work as ever.
        </p>
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
