// A picture in full size, over everything else.

import { icon, make } from './dom.js';

export const CROSS = 'M6.4 19 5 17.6l5.6-5.6L5 6.4 6.4 5l5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6z';

/** Shows it in `root` until Escape, the cross or a press beside it; the focus then returns to where it was. */
export function showPicture(root, texts, url, alt) {
  const before = root.activeElement;
  const onclick = () => dialog.close();
  const named = { class: 'round', 'aria-label': texts.closePicture };
  const close = make('button', { type: 'button', ...named, onclick }, icon(CROSS));
  const picture = make('img', { src: url, alt, referrerpolicy: 'no-referrer' });
  const caption = make('p', { dir: 'auto', 'aria-hidden': 'true' }, alt);
  const dialog = make('dialog', { class: 'viewer', 'aria-label': alt || texts.enlarge }, close, picture, caption);
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  dialog.addEventListener('close', () => {
    dialog.remove();
    before?.focus();
  });
  root.append(dialog);
  dialog.showModal();
}
