// The messages in their order: what the server numbered, by number; what it has not taken yet, after that.

/** Resuming goes back by so many events: one that was stored late, with a smaller number, is not missed. */
const OVERLAP = 10;

export class Conversation {
  #entries = [];
  #byN = new Map();
  #byId = new Map();

  /** The view has add, move, remove, refresh, offer and divide: see LogView. */
  constructor(view, onConflict) {
    Object.assign(this, { view, onConflict });
  }

  get last() {
    return Math.max(0, ...this.#byN.keys());
  }

  get resumeAfter() {
    const known = [...this.#byN.keys()].sort((one, other) => other - one);
    return known[OVERLAP] ?? 0;
  }

  isTaken(id) {
    return Boolean(this.#byId.get(id)?.n);
  }

  /** Takes an event with a number. Returns whether it is news. */
  receive(event) {
    const known = this.#byN.get(event.n);
    if (known) {
      if (known.print === printOf(event)) return false;
      // The same number for something else: the server has lost its memory and counts anew.
      this.restart();
      this.onConflict();
      return false;
    }
    const own = event.kind === 'lifter' && event.message_id ? this.#byId.get(event.message_id) : null;
    if (own) return this.#number(own, event);
    const entry = { ...event, print: printOf(event), status: event.kind === 'lifter' ? 'sent' : null };
    this.#byN.set(event.n, entry);
    if (event.kind === 'lifter' && event.message_id) this.#byId.set(event.message_id, entry);
    this.#place(entry);
    return true;
  }

  /** A message of this visitor, on its way: shows it, or changes what is said of it. */
  track(message, status) {
    const entry = this.#byId.get(message.id);
    if (entry) return this.#setStatus(entry, status);
    if (['gone', 'removed', 'sent'].includes(status)) return null;
    const text = message.text ?? message.title ?? '';
    const fresh = { kind: 'lifter', n: null, message_id: message.id, at: message.at / 1000, text, status };
    this.#byId.set(message.id, fresh);
    return this.#place(fresh);
  }

  /** What is shown stays to be read, but its buttons are dead, and numbers begin anew. */
  restart() {
    const isDivided = this.#byN.size > 0;
    for (const entry of this.#entries) this.view.offer(entry, false);
    const waiting = this.#entries.filter((entry) => entry.n === null);
    this.#entries = waiting;
    this.#byN.clear();
    this.#byId = new Map(waiting.map((entry) => [entry.message_id, entry]));
    if (isDivided) this.view.divide(waiting[0] ?? null);
  }

  #number(entry, event) {
    this.#byN.set(event.n, entry);
    if (entry.n !== null) return false;
    const text = event.text || entry.text;
    Object.assign(entry, { n: event.n, at: event.at, text, print: printOf(event), status: 'sent' });
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    this.#place(entry, true);
    this.view.refresh(entry);
    return false;
  }

  #place(entry, isShown = false) {
    let at = this.#entries.length;
    if (entry.n !== null) while (at > 0 && (this.#entries[at - 1].n ?? Infinity) > entry.n) at -= 1;
    const before = this.#entries[at] ?? null;
    this.#entries.splice(at, 0, entry);
    if (isShown) this.view.move(entry, before);
    else this.view.add(entry, before);
    this.#offer();
  }

  #setStatus(entry, status) {
    const isWaiting = entry.n === null && entry.status !== 'sent';
    const isDiscarded = status === 'removed' || (status === 'gone' && entry.status.startsWith('failed'));
    if (isWaiting && isDiscarded) this.#drop(entry);
    else if (isWaiting) {
      entry.status = status === 'gone' ? 'sent' : status;
      this.view.refresh(entry);
    }
  }

  #drop(entry) {
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    this.#byId.delete(entry.message_id);
    this.view.remove(entry);
    this.#offer();
  }

  /** Buttons belong to what was said last: an answer of the lifter, typed or pressed, takes them away. */
  #offer() {
    let isOffered = true;
    for (const entry of [...this.#entries].reverse()) {
      if (entry.kind === 'lifter') isOffered = false;
      this.view.offer(entry, isOffered);
    }
  }
}

const printOf = ({ kind, message_id: id, text }) => JSON.stringify([kind, id || text]);
