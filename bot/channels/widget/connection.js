// The stream of events: kept open, opened again after every kind of end, resumed where it was.

import { Failure, stream } from './api.js';
import { EventParser } from './event_parser.js';
import { Backoff, Nap } from './waiting.js';

/** The server writes something every 15 s; a stream that is silent for longer than this is dead. */
const SILENCE_MS = 40_000;
const SUSPECT_MS = 17_000;
const CHECK_MS = 5_000;
/** A hidden tab gives its stream back: over HTTP/1.1 a browser opens six to one server, for all tabs together. */
const HIDDEN_MS = 60_000;
const STABLE_MS = 10_000;

export class Connection {
  #backoff = new Backoff();
  #nap = new Nap();
  #current = null;
  #heardAt = 0;
  #notBefore = 0;
  #isRunning = false;
  #hiddenTimer = null;
  #isSuspended = false;

  /** `resumeAfter()` gives the n to go on from; `onState` gets connecting or open. */
  constructor({ endpoint, visitor, resumeAfter, onEvent, onState, signal }) {
    Object.assign(this, { endpoint, visitor, resumeAfter, onEvent, onState, signal });
  }

  start() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    const options = { signal: this.signal };
    document.addEventListener('visibilitychange', () => this.#onVisibility(), options);
    window.addEventListener('online', () => this.restart(), options);
    window.addEventListener('pageshow', (event) => event.persisted && this.restart(), options);
    const timer = setInterval(() => this.#endIfSilent(SILENCE_MS), CHECK_MS);
    this.signal.addEventListener('abort', () => {
      clearInterval(timer);
      this.restart();
    });
    this.#run();
  }

  get isStarted() {
    return this.#isRunning;
  }

  /** The server is there, as something else has shown: tries now, not when the pause ends. */
  wake() {
    this.#backoff.reset();
    this.#nap.wake();
  }

  /** Drops the stream and opens it anew at once, from what `resumeAfter` says then. */
  restart() {
    this.#current?.abort();
    this.wake();
  }

  async #run() {
    while (!this.signal.aborted) {
      if (this.#isSuspended) await this.#nap.sleep(3_600_000);
      else await this.#nap.sleep(await this.#readUntilItEnds());
      const ordered = this.#notBefore - Date.now();
      if (ordered > 0) await this.#nap.sleep(ordered);
    }
  }

  /** Returns the pause before the next attempt in ms. */
  async #readUntilItEnds() {
    const current = new AbortController();
    this.#current = current;
    this.#heardAt = Date.now();
    this.onState('connecting');
    let token;
    let openedAt = Infinity;
    try {
      token = await this.visitor.token();
      const url = `${this.endpoint}/events?after=${this.resumeAfter()}`;
      const body = await stream(url, token, current.signal);
      openedAt = Date.now();
      this.onState('open');
      await this.#read(body.getReader());
    } catch (error) {
      const failure = error instanceof Failure ? error : new Failure(0);
      if (failure.status === 401 && token) this.visitor.refuse(token);
      if (failure.retryAfter) this.#notBefore = Date.now() + failure.retryAfter;
    } finally {
      current.abort();
      this.onState('connecting');
    }
    if (Date.now() - openedAt > STABLE_MS) this.#backoff.reset();
    return this.#backoff.next();
  }

  async #read(reader) {
    const decoder = new TextDecoder();
    const parser = new EventParser((event) => this.onEvent(event));
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.#heardAt = Date.now();
      parser.push(decoder.decode(value, { stream: true }));
    }
  }

  #endIfSilent(ms) {
    if (Date.now() - this.#heardAt > ms) this.#current?.abort();
  }

  #onVisibility() {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) {
      this.#hiddenTimer = setTimeout(() => this.#suspend(), HIDDEN_MS);
      return;
    }
    // After a sleep the stream may look alive and be dead: one comment was missed, so do not wait for the next.
    if (this.#isSuspended || Date.now() - this.#heardAt > SUSPECT_MS) {
      this.#isSuspended = false;
      this.restart();
    }
  }

  #suspend() {
    this.#isSuspended = true;
    this.#current?.abort();
  }
}
