// The frame: the button that opens it, the panel, where the focus is, and what fits the window.

import { icon, make } from './dom.js';
import { CROSS } from './picture_viewer.js';
import { fill } from './texts.js';

const BUBBLE =
  'M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zm3 5v2h10V9zm0 4v2h7v-2z';
/** A phone, or a window zoomed so far that a panel beside the page would be too small: the panel takes it all. */
const SMALL = '(max-width: 480px), (max-height: 480px)';

export class Panel {
  #small = matchMedia(SMALL);
  #before = null;
  isOpen = false;

  /** `parts`: what stands between the heading and the end, in order; `onToggle(isOpen)`. */
  constructor({ texts, isInline, parts, input, log, onToggle, signal }) {
    Object.assign(this, { texts, isInline, input, log, onToggle });
    this.subtitle = make('p', { dir: 'auto' }, texts.subtitle);
    const title = make('h2', { id: 'title', dir: 'auto' }, texts.title);
    const heading = make('div', { class: 'titles' }, title, this.subtitle);
    const onclick = () => this.close();
    const close = make('button', { type: 'button', class: 'round', 'aria-label': texts.close, onclick }, icon(CROSS));
    const header = make('div', { class: 'header' }, heading, isInline ? null : close);
    this.frame = make(
      isInline ? 'section' : 'dialog',
      { class: isInline ? 'panel inline' : 'panel', 'aria-labelledby': 'title', tabindex: '-1' },
      header,
      ...parts,
    );
    this.badge = make('span', { class: 'badge', hidden: true });
    this.launcher = isInline ? null : this.#makeLauncher();
    if (!isInline) this.#listen(signal);
  }

  get elements() {
    return [this.launcher, this.frame].filter(Boolean);
  }

  /** Opens; with `isQuiet`, as after a change of page, the focus stays where it is unless the page is covered. */
  open(isQuiet = false) {
    if (this.isOpen) return;
    this.isOpen = true;
    this.#before = isQuiet ? null : deepActive();
    if (!this.isInline) this.#show();
    this.setUnread(0);
    this.onToggle(true);
    if (!isQuiet || (this.#small.matches && !this.isInline)) this.focus();
  }

  close() {
    if (!this.isOpen || this.isInline) return;
    this.isOpen = false;
    this.frame.close();
    this.launcher.setAttribute('aria-expanded', 'false');
    this.onToggle(false);
    const back = this.#before?.isConnected && this.#before !== document.body ? this.#before : this.launcher;
    back.focus();
  }

  /** To the line to type in; on a touch screen, where that would bring up the keyboard, to the conversation. */
  focus() {
    const isTouch = matchMedia('(pointer: coarse)').matches;
    (isTouch ? this.log : this.input).focus();
  }

  setSubtitle(trainer) {
    this.subtitle.textContent = trainer ? fill(this.texts.withTrainer, { name: trainer }) : this.texts.subtitle;
  }

  setUnread(count) {
    if (!this.launcher) return;
    const news = count ? `, ${fill(this.texts.unread, { count })}` : '';
    this.badge.hidden = !count;
    this.badge.textContent = count > 99 ? '99' : String(count);
    this.launcher.setAttribute('aria-label', this.texts.open + news);
  }

  #makeLauncher() {
    const onclick = () => (this.isOpen ? this.close() : this.open());
    const named = { 'aria-label': this.texts.open, 'aria-haspopup': 'dialog', 'aria-expanded': 'false' };
    return make('button', { type: 'button', class: 'launcher', ...named, onclick }, icon(BUBBLE), this.badge);
  }

  #show() {
    // showModal keeps the focus inside and the page behind silent; the property leaves both free.
    if (this.#small.matches) this.frame.showModal();
    else this.frame.open = true;
    this.launcher.setAttribute('aria-expanded', 'true');
    this.#fit();
  }

  #listen(signal) {
    const closeOn = (event) => {
      event.preventDefault();
      this.close();
    };
    this.frame.addEventListener('cancel', closeOn);
    // A phone's Back closes it without asking.
    this.frame.addEventListener('close', () => this.frame.open || this.close());
    this.frame.addEventListener('keydown', (event) => event.key === 'Escape' && !event.isComposing && closeOn(event));
    this.#small.addEventListener('change', () => this.#change(), { signal });
    const fit = () => this.#fit();
    for (const name of ['resize', 'scroll']) window.visualViewport?.addEventListener(name, fit, { signal });
  }

  /** The window became small or large while it is open: the same panel in the other manner. */
  #change() {
    if (!this.isOpen) return;
    const focused = this.frame.getRootNode().activeElement;
    this.frame.close();
    this.#show();
    focused?.focus();
  }

  /** Above the keyboard of a phone, which covers the page instead of making it shorter. */
  #fit() {
    const { visualViewport: view } = window;
    const isFitted = view && this.isOpen && this.#small.matches && Math.abs(view.scale - 1) < 0.01;
    this.frame.style.setProperty('--height', isFitted ? `${view.height}px` : '');
    this.frame.style.setProperty('--top', isFitted ? `${view.offsetTop}px` : '');
  }
}

function deepActive() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}
