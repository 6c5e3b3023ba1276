// One chat: what the parts tell each other.

import { Composer } from './composer.js';
import { Connection } from './connection.js';
import { Conversation } from './conversation.js';
import { make } from './dom.js';
import { LogView } from './log_view.js';
import { Outbox } from './outbox.js';
import { Panel } from './panel.js';
import { showPicture } from './picture_viewer.js';
import { SafeStorage } from './storage.js';
import { Visitor } from './visitor.js';

const PAST_ENDS_AFTER_MS = 600;
const SAY_CONNECTING_AFTER_MS = 1500;
/** A message that the server took and that is not in the stream after this long: look at the whole conversation. */
const ECHO_MS = 10_000;
const SPOKEN_KINDS = new Set(['lifter', 'spotter', 'trainer']);

export class Chat {
  #end = new AbortController();
  #link = 'off';
  #slowTimer = null;
  #isSlow = false;
  #connectingTimer = null;
  #pastTimer = null;
  #isFromStart = false;
  #unread = 0;

  /** `options`: endpoint, member, texts, language, isInline, onToggle. Its elements go into `root`. */
  constructor(root, options) {
    Object.assign(this, { root, options, texts: options.texts });
    const prefix = `spotter-chat|${options.endpoint}|${options.member?.id ?? ''}|`;
    this.storage = new SafeStorage('localStorage', prefix);
    this.session = new SafeStorage('sessionStorage', prefix);
    this.#makeParts();
    this.#makeViews();
    root.append(...this.panel.elements);
    this.#begin();
  }

  open() {
    this.panel.open();
  }

  close() {
    this.panel.close();
  }

  stop() {
    this.#end.abort();
    for (const timer of [this.#slowTimer, this.#connectingTimer, this.#pastTimer]) clearTimeout(timer);
    for (const element of this.panel.elements) element.remove();
  }

  #makeParts() {
    const { endpoint, member } = this.options;
    const { storage } = this;
    const { signal } = this.#end;
    const onOther = (isKnown) => this.#onOther(isKnown);
    this.visitor = new Visitor({ endpoint, member, storage, signal, onOther, onRefused: () => this.#showBar() });
    const common = { endpoint, visitor: this.visitor, storage, signal };
    this.outbox = new Outbox({
      ...common,
      onStatus: (message, status) => this.#onStatus(message, status),
      onSlow: (ms) => this.#onSlow(ms),
    });
    this.connection = new Connection({
      ...common,
      resumeAfter: () => (this.#isFromStart ? 0 : this.conversation.resumeAfter),
      onEvent: (event) => this.#onEvent(event),
      onState: (state) => this.#onLink(state),
    });
  }

  #makeViews() {
    const { texts, options, session } = this;
    this.bar = make('div', { class: 'bar', dir: 'auto', role: 'status', hidden: true });
    this.voice = make('div', { class: 'spoken', role: 'status' });
    this.log = new LogView({
      ...options,
      onButton: ({ button, title }) => this.#send({ button, title }),
      onRetry: (id) => this.#afterwards(() => this.outbox.retry(id)),
      onRemove: (id) => this.#afterwards(() => this.outbox.discard(id)),
      onPicture: (url, alt) => showPicture(this.root, texts, url, alt),
    });
    this.conversation = new Conversation(this.log, () => this.#readAll());
    const draft = { get: () => session.get('draft'), set: (text) => session.set('draft', text) };
    this.composer = new Composer({
      texts,
      draft,
      onSend: (text) => this.#send({ text }),
      onSay: (text) => this.#say(text),
    });
    this.panel = new Panel({
      texts,
      isInline: options.isInline,
      parts: [this.bar, this.log.element, this.composer.element, this.voice],
      input: this.composer.input,
      log: this.log.log,
      onToggle: (isOpen) => this.#onToggle(isOpen),
      signal: this.#end.signal,
    });
  }

  /** Goes on where the visitor was. Who has never opened it is not connected. */
  #begin() {
    const { signal } = this.#end;
    for (const name of ['online', 'offline']) window.addEventListener(name, () => this.#onNetwork(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden || this.outbox.wake(), { signal });
    const unsent = this.outbox.all();
    for (const message of unsent) this.conversation.track(message, message.failed ?? 'sending');
    if (unsent.length) this.outbox.flush();
    const wasOpen = this.session.get('open') === 'yes';
    if (this.options.isInline || wasOpen) this.panel.open(true);
    if (unsent.length || this.session.get('open')) this.connection.start();
  }

  #send(content) {
    this.#endPast();
    this.#afterwards(() => this.outbox.add(content));
    this.connection.start();
  }

  /** The pressed button may be gone: the focus must not be lost with it. */
  #afterwards(work) {
    const focused = this.root.activeElement;
    work();
    if (focused && !focused.getClientRects().length) this.panel.focus();
  }

  #say(text) {
    this.voice.textContent = '';
    setTimeout(() => (this.voice.textContent = text), 50);
  }

  #onToggle(isOpen) {
    this.session.set('open', isOpen ? 'yes' : 'no');
    this.options.onToggle(isOpen);
    if (!isOpen) return;
    this.#unread = 0;
    this.connection.start();
    this.composer.grow();
    this.log.toEnd();
  }

  #onEvent(event) {
    if (event.kind === 'typing') this.log.setTyping(event.on === false ? '' : event.trainer || this.texts.bot);
    else if (event.kind === 'state') this.#onState(event);
    else if (event.n !== null && SPOKEN_KINDS.has(event.kind)) this.#onMessage(event);
  }

  #onMessage(event) {
    const isNews = this.conversation.receive(event);
    if (event.kind === 'lifter') this.outbox.settle(event.message_id);
    else if (isNews) this.log.setTyping('');
    if (this.log.isPast) this.#endPastLater();
    else if (isNews && event.kind !== 'lifter' && !this.panel.isOpen) this.panel.setUnread((this.#unread += 1));
  }

  #onState({ last, trainer }) {
    this.panel.setSubtitle(trainer);
    if (!Number.isInteger(last)) return;
    // The server counts from the beginning again: it has lost what it knew.
    if (last < this.conversation.last) {
      this.conversation.restart();
      this.#readAll();
    }
    if (last === 0) this.#endPast();
  }

  #onLink(state) {
    this.#link = state;
    if (state !== 'open') {
      this.log.setTyping('');
      // Every attempt says so anew: the time counts from the first.
      this.#connectingTimer ??= setTimeout(() => this.#showBar(), SAY_CONNECTING_AFTER_MS);
      return;
    }
    clearTimeout(this.#connectingTimer);
    this.#connectingTimer = null;
    this.#isFromStart = false;
    this.outbox.wake();
    this.#showBar();
    if (this.visitor.isGreeted) this.#endPast();
    else if (this.log.isPast) this.#endPastLater();
  }

  #onNetwork() {
    this.outbox.wake();
    this.#showBar();
  }

  #onStatus(message, status) {
    this.conversation.track(message, status);
    this.#showBar();
    if (status.startsWith('failed')) this.#say(this.texts[status]);
    // Some tab got through to the server, so the stream need not wait out its pause.
    if (['sent', 'gone'].includes(status) && this.#link !== 'open') this.connection.wake();
    if (status !== 'sent') return;
    this.#setSlow(false);
    setTimeout(() => this.#lookFor(message.id), ECHO_MS);
  }

  #onSlow(ms) {
    clearTimeout(this.#slowTimer);
    this.#slowTimer = setTimeout(() => this.#setSlow(false), ms);
    this.#setSlow(true);
  }

  #setSlow(isSlow) {
    this.#isSlow = isSlow;
    this.#showBar();
  }

  #onOther(isKnown) {
    if (!isKnown) this.conversation.restart();
    this.connection.restart();
  }

  #lookFor(id) {
    const isMissing = !this.conversation.isTaken(id) && !this.#end.signal.aborted;
    if (isMissing && this.#link === 'open' && !document.hidden) this.#readAll();
  }

  #readAll() {
    this.#isFromStart = true;
    this.connection.restart();
  }

  #showBar() {
    const { texts, outbox } = this;
    const isConnecting = this.connection.isStarted && this.#link === 'connecting';
    const link = isConnecting && (this.visitor.isRefused ? texts.notSignedIn : texts.connecting);
    const text = outbox.urgent || (!navigator.onLine && texts.offline) || (this.#isSlow && texts.slow) || link || '';
    if (this.bar.textContent !== text) this.bar.textContent = text;
    this.bar.hidden = !text;
  }

  #endPastLater() {
    clearTimeout(this.#pastTimer);
    this.#pastTimer = setTimeout(() => this.#endPast(), PAST_ENDS_AFTER_MS);
  }

  #endPast() {
    clearTimeout(this.#pastTimer);
    this.log.isPast = false;
  }
}
