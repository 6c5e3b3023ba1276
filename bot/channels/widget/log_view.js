// The list of messages: where each stands, what is read out, and where it is scrolled to.

import { icon, make } from './dom.js';
import { MessageView } from './message_view.js';
import { fill } from './texts.js';

const DOWN = 'M12 16.5 5 9.5l1.4-1.4 5.6 5.6 5.6-5.6L19 9.5z';
const NEAR_THE_END_PX = 60;
const TYPING_ENDS_MS = 20_000;
const LESS_MOTION = matchMedia('(prefers-reduced-motion: reduce)');
const APPEAR = [{ opacity: 0, transform: 'translateY(6px)' }, {}];
const APPEAR_MS = 180;

export class LogView {
  #views = new Map();
  #isAtEnd = true;
  #top = 0;
  #size = '';
  #typingTimer = null;
  // A table that is wider than its bubble scrolls sideways: then, and only then, the keyboard must get to it.
  #tables = new ResizeObserver((found) => {
    for (const { target } of found) target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
  });
  /** While the past comes in: it is shown, and not read out. */
  isPast = true;

  constructor(context) {
    this.context = context;
    const { texts } = context;
    this.list = make('div', { class: 'list' });
    this.welcome = make('p', { class: 'welcome', dir: 'auto' }, texts.welcome);
    const live = { role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', 'aria-label': texts.log };
    this.log = make('div', { class: 'log', ...live, tabindex: '0' }, this.welcome, this.list);
    this.typing = make('div', { class: 'typing', hidden: true });
    this.down = make(
      'button',
      { type: 'button', class: 'down', hidden: true, onclick: () => this.#jump() },
      icon(DOWN),
      texts.newMessages,
    );
    this.element = make('div', { class: 'conversation' }, this.log, this.down, this.typing);
    this.log.addEventListener('scroll', () => this.#onScroll(), { passive: true });
    const watch = new ResizeObserver(() => this.#isAtEnd && this.toEnd());
    watch.observe(this.log);
    watch.observe(this.list);
  }

  add(entry, before) {
    const view = new MessageView(entry, this.context);
    this.#views.set(entry, view);
    if (this.isPast) view.element.setAttribute('aria-live', 'off');
    this.welcome.hidden = true;
    this.#insert(view.element, before);
    if (!this.isPast && !LESS_MOTION.matches) view.element.animate(APPEAR, APPEAR_MS);
    if (entry.kind === 'lifter' && !this.isPast) this.toEnd();
    else if (!this.#isAtEnd && !before) this.down.hidden = false;
  }

  move(entry, before) {
    const { element } = this.#views.get(entry);
    const next = before ? this.#views.get(before).element : null;
    if (element.nextElementSibling !== next) this.#insert(element, before);
  }

  remove(entry) {
    this.#views.get(entry).element.remove();
    this.#views.delete(entry);
  }

  refresh(entry) {
    this.#views.get(entry).refresh();
  }

  offer(entry, isOffered) {
    this.#views.get(entry).offer(isOffered);
  }

  divide(before) {
    const next = before ? this.#views.get(before).element : null;
    this.list.insertBefore(make('p', { class: 'divider', dir: 'auto' }, this.context.texts.newConversation), next);
  }

  /** Shows that somebody writes, until a message comes or it has been long. */
  setTyping(name) {
    clearTimeout(this.#typingTimer);
    if (name) this.#typingTimer = setTimeout(() => this.setTyping(''), TYPING_ENDS_MS);
    const dots = make('span', { class: 'dots', 'aria-hidden': 'true' }, make('i'), make('i'), make('i'));
    this.typing.replaceChildren(...(name ? [dots, make('span', {}, fill(this.context.texts.typing, { name }))] : []));
    this.typing.hidden = !name;
  }

  toEnd() {
    this.#isAtEnd = true;
    this.down.hidden = true;
    this.log.scrollTop = this.log.scrollHeight;
  }

  #jump() {
    this.toEnd();
    this.log.focus();
  }

  #insert(element, before) {
    this.list.insertBefore(element, before ? this.#views.get(before).element : null);
    for (const table of element.querySelectorAll('.table')) this.#tables.observe(table);
  }

  #onScroll() {
    const { scrollHeight, scrollTop, clientHeight, clientWidth } = this.log;
    const size = `${clientWidth} ${clientHeight}`;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX;
    // A list that grew (a picture has loaded) or a window that was turned is not a reader who went up.
    if (isNear || (scrollTop < this.#top && size === this.#size)) this.#isAtEnd = isNear;
    else if (this.#isAtEnd) this.toEnd();
    this.#top = scrollTop;
    this.#size = size;
    if (isNear) this.down.hidden = true;
  }
}
