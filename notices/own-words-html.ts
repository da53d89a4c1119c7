/**
 * The text of an HTML mail in lines, up to where its quoted part begins by its structure: mail programs put what they quote
 * and what they sign with into elements of their own. Deliberately absent: patterns over HTML.
 */
import { type ChildNode, type Element, isTag, isText } from 'domhandler';
import { parseDocument } from 'htmlparser2';

/** `own`: what stands before the quoted part, without signatures; `all`: everything that is shown. */
export type HtmlLines = { readonly own: string; readonly all: string };

/** Elements of Gmail, Outlook, Apple Mail, Thunderbird, Yahoo, NetEase, QQ, DingTalk, Feishu and Coremail around what they quote. */
const QUOTED =
  /quot|(?:^|[-_])cite|rplyfwd|appendonsend|reference-message|replycontent|reply-(?:head|message)|original-?(?:msg|message|mail|content)|origmsg|history|gmail_attr|ntes-mailmaster|previous/i;
const SIGNED = /signature|moz-sign|fmsig|mail-?sign|(?:^|[-_])sign$|outlook-mobile|namecard|businesscard/i;
const BLOCKS =
  /^(?:address|article|blockquote|center|dd|div|dl|dt|fieldset|footer|form|h[1-6]|header|hr|li|main|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul|includetail|sign)$/;
const UNSEEN = /^(?:head|style|script|title|template|noscript|object|svg)$/;
const DEPTH_MAX = 400;

const marksOf = ({ attribs }: Element): readonly string[] => `${attribs.id ?? ''} ${attribs.class ?? ''} ${attribs.name ?? ''}`.split(/\s+/);
const isHidden = ({ attribs }: Element): boolean =>
  attribs.hidden !== undefined ||
  /(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]))/i.test((attribs.style ?? '').slice(0, 2_000));
const isQuoted = (element: Element): boolean =>
  element.name === 'blockquote' || element.name === 'includetail' || marksOf(element).some((mark) => QUOTED.test(mark));
const isSigned = (element: Element): boolean => element.name === 'sign' || marksOf(element).some((mark) => SIGNED.test(mark));

/** Null: it is nested deeper than any mail program does. */
export function linesOfHtml(html: string): HtmlLines | null {
  let own = '';
  let all = '';
  let quoted = false;
  let signed = 0;
  let tooDeep = false;
  const say = (text: string): void => {
    all += text;
    if (!quoted && signed === 0) own += text;
  };
  const walk = (nodes: readonly ChildNode[], depth: number, isPre: boolean): void => {
    if (depth > DEPTH_MAX) {
      tooDeep = true;
      return;
    }
    for (const node of nodes) {
      if (isText(node)) say(isPre ? node.data : node.data.replace(/[ \t\r\n]+/g, ' '));
      else if (isTag(node)) {
        if (UNSEEN.test(node.name) || isHidden(node)) continue;
        if (isQuoted(node)) quoted = true;
        const inSign = isSigned(node);
        const isBlock = BLOCKS.test(node.name);
        if (isBlock || node.name === 'br') say('\n');
        if (inSign) signed += 1;
        walk(node.children, depth + 1, isPre || node.name === 'pre');
        if (inSign) signed -= 1;
        if (isBlock) say('\n');
        // A line across is drawn as one.
        if (node.name === 'hr') say('-----\n');
      } else if ('children' in node) walk(node.children as ChildNode[], depth + 1, isPre); // CDATA and the document hold nodes alike
    }
  };
  walk(parseDocument(html).children, 0, false);
  return tooDeep ? null : { own, all };
}
