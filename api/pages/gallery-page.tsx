/** All mails of the product side by side, both languages, with sample data: for whoever writes or checks their words. */
import { renderToStaticMarkup } from 'react-dom/server';
import type { SampleMail } from '../ports/post.ts';

const CSS = `body{margin:0;font:15px/1.6 -apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Segoe UI",sans-serif;color:#1c2733;background:#f4f5f7}
main{max-width:1240px;margin:0 auto;padding:16px}h1{font-size:20px}h2{font-size:16px;margin:24px 0 8px}a{color:#0b5cad}
nav ul{columns:4 220px;padding-left:20px}nav a,.mail p a{display:inline-block;padding:9px 4px}.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:16px}
.mail{background:#fff;border:1px solid #dde2e7;border-radius:8px;padding:10px;min-width:0}.mail p{margin:0 0 8px;overflow-wrap:anywhere}
iframe{width:100%;height:460px;border:0;background:#f4f5f7}`;

/** What the mail calls itself in the brackets of its Chinese subject: 「待办」. */
const labelOf = (mails: readonly SampleMail[], template: string): string =>
  /^【(.+?)】/.exec(mails.find((mail) => mail.template === template && mail.locale === 'zh-CN')?.subject ?? '')?.[1] ?? '';

export function galleryPage(mails: readonly SampleMail[], nonce: string): string {
  const templates = [...new Set(mails.map(({ template }) => template))];
  return `<!doctype html>${renderToStaticMarkup(
    <html lang="zh-CN">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>邮件模板 Mail templates</title>
        <style nonce={nonce} dangerouslySetInnerHTML={{ __html: CSS }} />
      </head>
      <body>
        <main>
          <h1>邮件模板 · Mail templates ({templates.length})</h1>
          <nav aria-label="templates">
            <ul>
              {templates.map((template) => (
                <li key={template}>
                  <a href={`#${template}`}>
                    {template} {labelOf(mails, template)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          {templates.map((template) => (
            <section key={template} id={template}>
              <h2>
                {template} {labelOf(mails, template)}
              </h2>
              <div className="pair">
                {mails
                  .filter((mail) => mail.template === template)
                  .map(({ locale, subject }) => (
                    <div className="mail" key={locale} lang={locale}>
                      <p>
                        <strong>{subject}</strong>{' '}
                        <a href={`/mails/${template}/${locale}`} hrefLang={locale}>
                          HTML
                        </a>{' '}
                        <a href={`/mails/${template}/${locale}?part=text`} hrefLang={locale}>
                          text
                        </a>
                      </p>
                      <iframe title={`${template} ${locale}`} src={`/mails/${template}/${locale}`} sandbox="" loading="lazy" />
                    </div>
                  ))}
              </div>
            </section>
          ))}
        </main>
      </body>
    </html>,
  )}`;
}
