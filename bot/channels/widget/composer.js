// The line to type in: grows, counts near the limit, sends on Enter and not while a word is still being composed.

import { icon, make } from './dom.js';
import { fill } from './texts.js';

const SEND = 'M3 20.5v-6.8L12.2 12 3 10.3V3.5L22 12z';
const MOST_CHARACTERS = 2000;
const COUNT_FROM = 1800;

export class Composer {
  #isOver = false;

  /** `onSend(text)`; `onSay(text)` reads something out; `draft` is {get, set} of the unsent text. */
  constructor({ texts, onSend, onSay, draft }) {
    Object.assign(this, { texts, onSend, onSay, draft });
    this.input = make('textarea', {
      id: 'input', rows: '1', enterkeyhint: 'send', autocomplete: 'off', dir: 'auto', placeholder: texts.placeholder,
      'aria-describedby': 'count', oninput: () => this.#onInput(), onkeydown: (event) => this.#onKey(event),
    });
    this.count = make('div', { id: 'count', class: 'count', dir: 'auto', hidden: true });
    this.button = make('button', { type: 'submit', class: 'send', 'aria-label': texts.send }, icon(SEND, 'icon flips'));
    const label = make('label', { class: 'spoken', for: 'input' }, texts.input);
    this.element = make(
      'form',
      { class: 'composer', novalidate: true, onsubmit: (event) => this.#onSubmit(event) },
      label,
      make('div', { class: 'field' }, this.input, this.button),
      this.count,
    );
    this.input.value = draft.get() ?? '';
    this.#count();
  }

  /** Fits the height to the text; to be called when it becomes visible too. */
  grow() {
    this.input.style.setProperty('height', 'auto');
    const { scrollHeight, offsetHeight, clientHeight } = this.input;
    if (scrollHeight) this.input.style.setProperty('height', `${scrollHeight + offsetHeight - clientHeight}px`);
  }

  #onInput() {
    this.draft.set(this.input.value);
    this.grow();
    this.#count();
  }

  #onKey(event) {
    // 229: Safari ends the composition before it tells of the Enter that ended it.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #onSubmit(event) {
    event.preventDefault();
    this.#send();
    this.input.focus();
  }

  #send() {
    const text = clean(this.input.value);
    if (!text || lengthOf(text) > MOST_CHARACTERS) {
      if (text) this.onSay(this.count.textContent);
      return;
    }
    this.input.value = '';
    this.#onInput();
    this.onSend(text);
  }

  #count() {
    const length = lengthOf(clean(this.input.value));
    const isOver = length > MOST_CHARACTERS;
    const text = isOver ? this.texts.over : this.texts.left;
    this.count.hidden = length < COUNT_FROM;
    this.count.textContent = this.count.hidden ? '' : fill(text, { count: Math.abs(MOST_CHARACTERS - length) });
    this.count.classList.toggle('over', isOver);
    this.input.setAttribute('aria-invalid', String(isOver));
    this.button.setAttribute('aria-disabled', String(isOver));
    if (isOver && !this.#isOver) this.onSay(this.count.textContent);
    this.#isOver = isOver;
  }
}

/** Characters as the server counts them: an emoji is one or a few, not twice as many. */
const lengthOf = (text) => [...text].length;

/** Without halves of characters and control signs, which no server takes. */
function clean(text) {
  const whole = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  return whole.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '').trim();
}
