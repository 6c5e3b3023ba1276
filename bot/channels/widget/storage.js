// The browser's storage, which may be full, blocked or absent: what it does not take is remembered by this page.

export class SafeStorage {
  #area = null;
  #memory = new Map();

  /** `name` is localStorage or sessionStorage; every key is kept under `prefix`. */
  constructor(name, prefix) {
    this.prefix = prefix;
    try {
      this.#area = window[name];
    } catch {
      // A browser that blocks it throws on the very property.
    }
  }

  get(key) {
    const whole = this.prefix + key;
    try {
      return this.#memory.get(whole) ?? this.#area?.getItem(whole) ?? null;
    } catch {
      return null;
    }
  }

  set(key, value) {
    const whole = this.prefix + key;
    try {
      this.#area.setItem(whole, value);
      this.#memory.delete(whole);
    } catch {
      this.#memory.set(whole, value);
    }
  }

  remove(key) {
    this.#memory.delete(this.prefix + key);
    try {
      this.#area?.removeItem(this.prefix + key);
    } catch {
      // Then there was nothing.
    }
  }

  /** The keys that begin so, sorted. */
  keys(start) {
    let stored = [];
    try {
      stored = Object.keys(this.#area ?? {});
    } catch {
      // As above.
    }
    const whole = this.prefix + start;
    const all = new Set([...stored, ...this.#memory.keys()]);
    return [...all].filter((key) => key.startsWith(whole)).map((key) => key.slice(this.prefix.length)).sort();
  }

  /** Calls back with a key that another tab changed and its new value, null where it is gone. */
  onChange(callback, signal) {
    const tell = (event) => {
      if (event.storageArea === this.#area && event.key?.startsWith(this.prefix))
        callback(event.key.slice(this.prefix.length), event.newValue);
    };
    window.addEventListener('storage', tell, { signal });
  }
}

/** Runs `work` while no other tab runs the same. Browsers without locks rely on the server, which takes an id once. */
export async function alone(name, work) {
  return navigator.locks ? navigator.locks.request(name, work) : work();
}
