/** Runs inside the page that is drawn: what is on the screen as one SVG, whose pictures stand in it. */
import { documentToSVG } from 'dom-to-svg';

declare global {
  // A name that the script outside calls.
  var drawPage: () => Promise<string>;
}

globalThis.drawPage = async () => {
  // The library draws what is folded away, and cuts the feet of letters where a label hides what runs over.
  for (const folded of document.querySelectorAll('details:not([open]) > :not(summary)')) folded.remove();
  for (const label of document.querySelectorAll<HTMLElement>('[class*="Button-label"]')) label.style.overflow = 'visible';
  // The library measures a line whose first letter has a style of its own as that letter: the letter is written as it is shown.
  for (const sentence of document.querySelectorAll('.sentence')) {
    const first = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT).nextNode();
    if (first?.nodeValue != null) first.nodeValue = first.nodeValue.replace(/^\s*\p{Ll}/u, (letter) => letter.toUpperCase());
    sentence.classList.remove('sentence');
  }
  // The library draws what stays at the bottom below the page: the picture ends above it.
  const bars = [...document.querySelectorAll('nav, footer')].map((bar) => bar.getBoundingClientRect());
  const bottom = Math.min(innerHeight, ...bars.filter(({ top, height }) => height > 0 && top > innerHeight / 2).map(({ top }) => top));
  const drawn = documentToSVG(document, { captureArea: new DOMRect(0, 0, innerWidth, bottom) });
  // Pictures are fetched where the page is: its addresses mean nothing elsewhere.
  for (const image of drawn.querySelectorAll('image')) {
    const address = image.getAttribute('href') ?? image.getAttribute('xlink:href') ?? '';
    if (address.startsWith('data:')) continue;
    const blob = await (await fetch(address)).blob();
    const inlined = await new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.addEventListener('load', () => resolve(String(reader.result)));
      reader.readAsDataURL(blob);
    });
    image.removeAttribute('xlink:href');
    image.setAttribute('href', inlined);
  }
  return new XMLSerializer().serializeToString(drawn.documentElement);
};
