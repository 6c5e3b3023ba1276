// Who is chatting: the server's signed token, one for all tabs, kept until the server refuses it.

import { Failure, newId, post } from './api.js';
import { alone } from './storage.js';
import { Backoff } from './waiting.js';

const KEY = 'token';
/** A page that cannot prove who its member is can hardly do so a moment later. */
const SLOWER = 20;

export class Visitor {
  #refused = null;
  #asking = null;
  #shown = null;
  #backoff = new Backoff();
  #notBefore = 0;

  /** `onOther(isKnown)`: the token was replaced by one of the same conversation or of another. */
  constructor({ endpoint, member, storage, onOther, onRefused, signal }) {
    Object.assign(this, { endpoint, member, storage, onOther, onRefused });
    /** Whether the server said that it will greet. */
    this.isGreeted = false;
    /** Whether the server did not believe who the page says it is. */
    this.isRefused = false;
    storage.onChange((key) => key === KEY && this.#compare(), signal);
  }

  async token() {
    this.#asking ??= alone(this.storage.prefix + KEY, () => this.#usable() ?? this.#ask()).finally(() => {
      this.#asking = null;
    });
    const token = await this.#asking;
    this.#compare();
    return token;
  }

  /** The server did not take this token: the next call asks for another. */
  refuse(token) {
    this.#refused = token;
  }

  #kept() {
    try {
      const kept = JSON.parse(this.storage.get(KEY));
      return typeof kept?.token === 'string' ? kept : null;
    } catch {
      return null;
    }
  }

  // `expires` is not looked at: the server's clock decides, and this device's may be wrong by years.
  #usable() {
    const token = this.#kept()?.token;
    return token && token !== this.#refused ? token : null;
  }

  async #ask() {
    const pause = this.#notBefore - Date.now();
    if (pause > 0) throw new Failure(401, 'not_signed_in', pause);
    const old = this.#kept();
    const body = this.member ? { member: this.member } : {};
    const url = `${this.endpoint}/visitor`;
    // The old token may prove to the server which conversation to go on with, but must not stand in the way.
    const again = (failure) => (old && failure.status === 401 ? post(url, body) : Promise.reject(failure));
    const note = (failure) => this.#note(failure);
    const { token, conversation, greeting } = await post(url, body, old?.token).catch(again).catch(note);
    this.isRefused = false;
    this.#backoff.reset();
    if (typeof token !== 'string') throw new Error('spotter-chat: the server gave no token');
    this.isGreeted = greeting === true;
    const isKnown = conversation ? conversation === old?.conversation : Boolean(this.member);
    // Where it is another conversation, other tabs must see that too, whatever they were showing.
    const series = old && isKnown ? old.series : newId();
    this.storage.set(KEY, JSON.stringify({ token, conversation, series }));
    return token;
  }

  #note(failure) {
    this.isRefused = failure.status === 401;
    if (this.isRefused) {
      failure.retryAfter = SLOWER * this.#backoff.next();
      this.#notBefore = Date.now() + failure.retryAfter;
      this.onRefused();
    }
    throw failure;
  }

  #compare() {
    const kept = this.#kept();
    if (!kept || kept.token === this.#shown?.token) return;
    const before = this.#shown;
    this.#shown = kept;
    if (before) this.onOther(kept.series === before.series);
  }
}
