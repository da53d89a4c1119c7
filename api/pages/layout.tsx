/** The frame of every page behind a link: no script, one style sheet of its own, readable on any phone. */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Locale } from '../../domain/kernel/locale.ts';
import { visible } from '../../domain/text/shown.ts';
import { FIELDS, WORDLESS } from './fields.ts';

/** Fields that belong to one choice, hidden until it is made; a browser without :has shows them all. */
const hiddenUntil = (field: string, choices: readonly string[]): string =>
  `form:not(:has(${choices.map((choice) => `input[value=${choice}]:checked`).join(',')})) .for-${field}{display:none}`;
const ONE_CHOICE = Object.entries(FIELDS)
  .map(([field, choices]) => hiddenUntil(field, choices))
  .concat(`form:has(${WORDLESS.map((choice) => `input[value=${choice}]:checked`).join(',')}) .for-reason{display:none}`)
  .join('\n');

export const STYLE = `
:root{color-scheme:light dark;--ink:#1c2733;--soft:#51606e;--line:#dde2e7;--blue:#0b5cad;--press:#0b5cad;--red:#a8201a;--back:#f4f5f7;--card:#fff;--edge:#8a96a3;--good:#0f6b3a;--good-back:#e9f6ee;--near:#7a4f00;--near-back:#fff6dd;--red-back:#fdeceb}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e4e8ec;--soft:#a9b4bf;--line:#3a444e;--blue:#85bdf7;--press:#1565b8;--red:#ff9d94;--back:#14181c;--card:#1e242a;--edge:#8793a0;--good:#7fd6a4;--good-back:#12321f;--near:#f0c674;--near-back:#372a0b;--red-back:#3d1917}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:16px/1.6 -apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Segoe UI",sans-serif}
:lang(en) body{font-family:-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans","DejaVu Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:600px;margin:0 auto;padding:16px 16px 48px}
header{max-width:600px;margin:0 auto;padding:12px 16px 0;color:var(--soft);font-size:14px;display:flex;justify-content:space-between;gap:12px}
header a{color:var(--blue);padding:11px 8px;margin:-11px -8px}
body{overflow-wrap:anywhere}h1{font-size:21px;line-height:1.4;margin:8px 0 12px}
h2{font-size:17px;margin:24px 0 8px}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:16px}
a{color:var(--blue)}.card+.card{margin-top:12px}.card h2{margin-top:0}.card>p:first-child{margin-top:0}.card>p:last-child{margin-bottom:0}
ul{margin:0;padding-left:20px}.meta{display:block;margin:0}.day{white-space:nowrap;color:var(--soft)}
dl{margin:0;display:grid;grid-template-columns:minmax(88px,max-content) 1fr;gap:6px 14px}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.light{display:inline-block;padding:0 10px;border-radius:12px;font-size:14px;border:1px solid}
.GREEN{color:#0f6b3a;background:#e9f6ee}.YELLOW{color:#7a4f00;background:var(--card)6dd}.RED{color:var(--red);background:#fdeceb}
fieldset{border:0;padding:0;margin:0}legend{padding:0}
.choice{display:flex;align-items:center;gap:12px;min-height:48px;padding:6px 12px;border:1px solid var(--edge);border-radius:8px;margin-bottom:8px;background:var(--card)}
.choice input{flex:none;width:22px;height:22px;margin:0;accent-color:var(--blue)}
.choice:focus-within{outline:3px solid var(--blue);outline-offset:1px}
label.field{display:block;font-weight:600;margin:16px 0 4px}
.hint{color:var(--soft);font-size:14px;margin:0 0 6px}
textarea,input[type=text],input[type=password],input[type=file],select{width:100%;min-height:46px;font:inherit;padding:10px 12px;border:1px solid var(--edge);border-radius:8px;background:var(--card);color:inherit}
textarea:focus,input[type=text]:focus,input[type=password]:focus,input[type=file]:focus,select:focus,summary:focus-visible{outline:3px solid var(--blue);outline-offset:1px}
button{margin-top:20px;width:100%;min-height:50px;font:inherit;font-weight:600;color:#fff;background:var(--press);border:0;border-radius:8px}
button:focus-visible,a:focus-visible{outline:3px solid #ffb000;outline-offset:2px}
.faults{border:2px solid var(--red);border-radius:8px;padding:12px 16px;background:var(--card);margin-bottom:16px}
.faults h2{margin:0 0 4px;color:var(--red)}.faults ul{margin:0;padding-left:20px}
details{border:1px solid var(--line);border-radius:8px;background:var(--card);padding:0 12px;margin-bottom:8px}
summary{min-height:48px;display:flex;align-items:center;justify-content:space-between;font-weight:600;cursor:pointer}
summary::after{content:'＋';color:var(--blue)}details[open]>summary::after{content:'－'}
details[open]{padding-bottom:4px}
form.card{margin-top:16px}.card+form{margin-top:16px}.only{border-left:3px solid var(--line);padding-left:12px;margin-top:12px}
.decoy{display:none}.preview{display:block;max-width:100%;max-height:320px;border:1px solid var(--line);border-radius:6px;margin-top:8px;background:var(--card)}
button.second{margin-top:8px;color:var(--blue);background:var(--card);border:1px solid var(--blue)}
.question{margin-top:24px}.question h2{margin:0 0 8px}.question .choice{margin-bottom:8px}.wrong{border-left:4px solid var(--red);padding-left:12px}
.fault{color:var(--red);font-weight:600;margin:0 0 8px}.number{display:flex;gap:12px;align-items:center}.number select,.number input[type=text]{flex:1;min-width:0}.card ul{margin-top:8px}.card li+li{margin-top:6px}
.jump{display:none}
@media (max-width:599px){.jump{display:block;position:sticky;bottom:12px;margin:16px auto 0;width:max-content;max-width:100%;min-height:48px;padding:10px 28px;border-radius:24px;background:var(--press);color:#fff;font-weight:600;text-decoration:none;text-align:center;box-shadow:0 2px 8px rgba(0,0,0,.25)}}
#decide{scroll-margin-top:8px}html{scroll-padding-bottom:76px}
ol.trail,ol.way{margin:0;padding-left:20px}ol.trail li,ol.way li{margin-bottom:6px;overflow-wrap:anywhere}ol.way .TO_COME{color:var(--soft)}.stage{white-space:nowrap}.said{border-left:4px solid var(--blue)}.choice{cursor:pointer}ul.links{list-style:none;padding:0}.links a{display:block;padding:9px 0}.written{white-space:pre-wrap;overflow-wrap:anywhere;border-left:3px solid var(--line);padding-left:12px}
@supports selector(:has(a)){
${ONE_CHOICE}
}
`;

export function page(locale: Locale, title: string, body: ReactNode, other: { readonly label: string; readonly href: string } | null): string {
  const markup = renderToStaticMarkup(
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <header>
          <span>{locale === 'en' ? 'Tuojian' : '托建'}</span>
          {other !== null && (
            <a href={other.href} hrefLang={locale === 'en' ? 'zh-CN' : 'en'} lang={locale === 'en' ? 'zh-CN' : 'en'}>
              {other.label}
            </a>
          )}
        </header>
        <main>{body}</main>
      </body>
    </html>,
  );
  // What somebody wrote to deceive shows for what it is.
  return `<!doctype html>${visible(markup)}`;
}
