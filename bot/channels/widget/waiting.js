// How long to wait before the next attempt, and a wait that can be cut short.

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Doubles from half a second to half a minute; half of it is chance, so that a crowd does not come back at once. */
export class Backoff {
  #attempt = 0;

  next() {
    const top = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#attempt);
    this.#attempt = Math.min(this.#attempt + 1, 10);
    return top / 2 + (Math.random() * top) / 2;
  }

  reset() {
    this.#attempt = 0;
  }
}

export class Nap {
  #end = () => {};

  sleep(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  wake() {
    this.#end();
  }
}
