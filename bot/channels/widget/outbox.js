// What the visitor sent and the server has not yet taken. It outlives the page, goes out in order, and the server knows
// a message by its id: sent again after a doubt, it counts once.

import { Failure, newId, post } from './api.js';
import { alone } from './storage.js';
import { Backoff, Nap } from './waiting.js';

const START = 'send|';
const LEAVE_TO_THE_OTHER_TAB_MS = 2500;
/** Answers that will not change by asking again, by status and by the protocol's code. */
const FINAL_STATUS = new Set([400, 409, 413, 415, 422]);
const FINAL_CODES = { bad_request: 'failed', too_long: 'failedLong', unknown_button: 'failedButton' };

export class Outbox {
  /** What has to be read now, although its message is not sent. */
  urgent = '';
  #backoff = new Backoff();
  #nap = new Nap();
  #running = null;
  #hasMore = false;
  #notBefore = 0;
  #sending = null;
  #state = 'sending';

  /**
   * `onStatus(message, status)` with sending, waiting, soon, held, sent, removed, failed, failedLong or
   * failedButton; `onSlow(ms)` when the server asks for a pause.
   */
  constructor({ endpoint, visitor, storage, onStatus, onSlow, signal }) {
    Object.assign(this, { endpoint, visitor, storage, onStatus, onSlow, signal });
    storage.onChange((key, value) => this.#onOtherTab(key, value), signal);
    signal.addEventListener('abort', () => this.#nap.wake());
  }

  /** In the order in which they were written, in whichever tab. */
  all() {
    return this.storage.keys(START).map((key) => this.#read(key)).filter(Boolean);
  }

  /** Takes {text} or {button, title}. */
  add(content) {
    // A clock that is set back does not change the order.
    const at = Math.max(Date.now(), 1 + (this.all().pop()?.at ?? 0));
    const message = { id: newId(), at, ...content };
    this.#write(`${START}${String(at).padStart(15, '0')}|${message.id}`, message);
    this.onStatus(message, this.#state);
    this.flush();
  }

  retry(id) {
    this.#change(id, (message) => ({ ...message, failed: undefined }), this.#state);
    this.flush();
  }

  discard(id) {
    this.#change(id, () => null, 'removed');
  }

  /** The server has it: it came back as an event. */
  settle(id) {
    this.urgent = '';
    this.#change(id, () => null, 'sent');
    // Its answer may hang for long; the next message need not wait for it.
    if (this.#sending?.id === id) this.#sending.controller.abort();
  }

  /** Tries now, not when the pause ends. */
  wake() {
    this.#nap.wake();
    this.flush();
  }

  flush() {
    this.#hasMore = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  async #run() {
    while (this.#hasMore && !this.signal.aborted) {
      this.#hasMore = false;
      let pause = 0;
      while (pause !== null && !this.signal.aborted) {
        pause = await alone(`${this.storage.prefix}${START}`, () => this.#sendFirst());
        if (pause) await this.#nap.sleep(pause);
      }
    }
  }

  /** Sends the oldest. Returns the pause before the next in ms, null if there is none. */
  async #sendFirst() {
    const message = this.all().find((each) => !each.failed);
    if (!message || this.signal.aborted) return null;
    const pause = this.#notBefore - Date.now();
    if (pause > 0) return pause;
    const { id, text, button } = message;
    const controller = new AbortController();
    this.#sending = { id, controller };
    this.#state = 'sending';
    let token;
    try {
      token = await this.visitor.token();
      await post(`${this.endpoint}/messages`, button ? { id, button } : { id, text }, token, controller.signal);
    } catch (error) {
      const isTaken = !this.all().some((each) => each.id === id);
      return isTaken ? 0 : this.#putOff(message, error instanceof Failure ? error : new Failure(0), token);
    } finally {
      this.#sending = null;
    }
    this.#backoff.reset();
    this.settle(id);
    return 0;
  }

  #putOff(message, failure, token) {
    if (failure.status === 401 && token) this.visitor.refuse(token);
    else if (token && (FINAL_CODES[failure.code] || FINAL_STATUS.has(failure.status))) {
      const status = FINAL_CODES[failure.code] ?? 'failed';
      this.#change(message.id, (each) => ({ ...each, failed: status }), status);
      return 0;
    }
    // Without an answer there is no connection; a member who was not believed has to do something.
    const isSoon = token || failure.status !== 401;
    this.urgent = failure.urgent;
    this.#state = failure.status === 0 ? 'waiting' : isSoon ? 'soon' : 'held';
    for (const each of this.all()) if (!each.failed) this.onStatus(each, this.#state);
    const pause = failure.retryAfter ?? this.#backoff.next();
    if (failure.retryAfter) this.#notBefore = Date.now() + pause;
    if (failure.status === 429) this.onSlow(pause);
    return pause;
  }

  #onOtherTab(key, value) {
    if (!key.startsWith(START)) return;
    const message = this.#read(key);
    if (value === null) this.onStatus({ id: key.split('|').pop() }, 'gone');
    else if (message) this.onStatus(message, message.failed ?? 'sending');
    // That tab sends it. Should it be closed by now, this one does.
    if (message && !message.failed) setTimeout(() => this.flush(), LEAVE_TO_THE_OTHER_TAB_MS);
  }

  #change(id, change, status) {
    for (const key of this.storage.keys(START).filter((each) => each.endsWith(`|${id}`))) {
      const message = this.#read(key);
      const changed = message && change(message);
      if (changed) this.#write(key, changed);
      else this.storage.remove(key);
      if (message) this.onStatus(message, status);
    }
  }

  #read(key) {
    try {
      const message = JSON.parse(this.storage.get(key));
      return typeof message?.id === 'string' ? message : null;
    } catch {
      return null;
    }
  }

  #write(key, message) {
    this.storage.set(key, JSON.stringify(message));
  }
}
