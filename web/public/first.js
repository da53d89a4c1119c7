// Runs before anything is drawn, in any browser: no syntax newer than 2009. Tells one that is too old, and keeps the page
// from flashing in the wrong colours.
(function () {
  var root = document.documentElement;
  var fits =
    'noModule' in document.createElement('script') &&
    typeof Array.prototype.at === 'function' &&
    typeof Object.hasOwn === 'function' &&
    typeof window.structuredClone === 'function' &&
    typeof window.ResizeObserver === 'function' &&
    window.CSS &&
    CSS.supports &&
    CSS.supports('selector(:where(a))') &&
    CSS.supports('inset: 0');
  root.className = fits ? 'ready' : 'too-old';
  var scheme = 'auto';
  try {
    scheme = JSON.parse(localStorage.getItem('tuojian.colours')) || 'auto';
  } catch (_) {
    // No storage: as the system has it.
  }
  var dark = scheme === 'dark' || (scheme === 'auto' && window.matchMedia && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
