/**
 * Whether a person has begun something else since they opened the page that is coming. A page may take long to come; by then
 * their hands may be in a menu or a field, and a heading that takes the focus takes it out of what they type.
 */
import type { AnyRouter } from '@tanstack/react-router';

let opened = 0;
let pressed = -1;

/** To be called once, before the first page is shown. */
export function watchHands(router: AnyRouter): void {
  const press = (): void => {
    pressed = performance.now();
  };
  for (const kind of ['keydown', 'pointerdown'] as const) window.addEventListener(kind, press, { capture: true, passive: true });
  router.subscribe('onBeforeNavigate', ({ pathChanged }) => {
    if (pathChanged) opened = performance.now();
  });
}

export const busySinceOpening = (): boolean => pressed > opened;
