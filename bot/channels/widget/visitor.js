// Who is chatting: the server's signed token, one for all tabs, kept until the server refuses it.

import { newId, post } from './api.js';
import { alone } from './storage.js';

const KEY = 'token';

export class Visitor {
  #refused = null;
  #asking = null;
  #shown = null;

  /** `onOther(isKnown)`: the token was replaced by one of the same conversation or of another. */
  constructor({ endpoint, member, storage, onOther, signal }) {
    Object.assign(this, { endpoint, member, storage, onOther });
    /** Whether the server said that it will greet. */
    this.isGreeted = false;
    /** Whether the server did not believe who the page says it is. */
    this.isRefused = false;
    storage.onChange((key) => key === KEY && this.#compare(), signal);
  }

  get hasToken() {
    return this.#kept() !== null;
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
    const old = this.#kept();
    const body = this.member ? { member: this.member } : {};
    const url = `${this.endpoint}/visitor`;
    // The old token may prove to the server which conversation to go on with, but must not stand in the way.
    const again = (failure) => (old && failure.status === 401 ? post(url, body) : Promise.reject(failure));
    const note = (failure) => {
      this.isRefused = failure?.status === 401;
      if (failure) throw failure;
    };
    const { token, conversation, greeting } = await post(url, body, old?.token).catch(again).catch(note);
    note();
    if (typeof token !== 'string') throw new Error('spotter-chat: the server gave no token');
    this.isGreeted = greeting === true;
    const isKnown = conversation ? conversation === old?.conversation : Boolean(this.member);
    // Where it is another conversation, other tabs must see that too, whatever they were showing.
    const series = old && isKnown ? old.series : newId();
    this.storage.set(KEY, JSON.stringify({ token, conversation, series }));
    return token;
  }

  #compare() {
    const kept = this.#kept();
    if (!kept || kept.token === this.#shown?.token) return;
    const before = this.#shown;
    this.#shown = kept;
    if (before) this.onOther(kept.series === before.series);
  }
}
