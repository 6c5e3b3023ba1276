// Server-sent events out of a stream that is cut anywhere. Half an event at a broken end is never handed on.

const MOST_CHARACTERS_WAITING = 1_000_000;

export class EventParser {
  #rest = '';
  #data = [];
  #onEvent;

  constructor(onEvent) {
    this.#onEvent = onEvent;
  }

  push(chunk) {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop();
    if (this.#rest.length > MOST_CHARACTERS_WAITING) throw new Error('spotter-chat: an event without end');
    for (const line of lines) this.#line(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  #line(line) {
    if (line.startsWith('data:')) this.#data.push(line.slice(5).replace(/^ /, ''));
    if (line || !this.#data.length) return;
    const event = readEvent(this.#data.join('\n'));
    this.#data = [];
    if (event) this.#onEvent(event);
  }
}

/** An event with every field of the right type, or null for what is not one. */
function readEvent(json) {
  let raw;
  try {
    raw = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof raw?.kind !== 'string') return null;
  const all = (list, ...keys) =>
    (Array.isArray(list) ? list : []).filter((each) => keys.every((key) => typeof each?.[key] === 'string'));
  return {
    ...raw,
    n: Number.isInteger(raw.n) ? raw.n : null,
    at: Number.isFinite(raw.at) ? raw.at : null,
    text: string(raw.text),
    message_id: string(raw.message_id),
    trainer: string(raw.trainer),
    buttons: all(raw.buttons, 'title', 'button'),
    files: all(raw.files, 'url', 'name'),
    image: typeof raw.image?.url === 'string' ? { url: raw.image.url, alt: string(raw.image.alt) } : null,
  };
}

const string = (value) => (typeof value === 'string' ? value : '');
