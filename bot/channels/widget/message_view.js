// One message as elements: who, what, pictures, files, buttons, and what became of it.

import { icon, make, spoken } from './dom.js';
import { format, link, ownLink } from './formatting.js';
import { fill } from './texts.js';

const DOWNLOAD = 'M11 4h2v8.2l3.1-3.1 1.4 1.4L12 16l-5.5-5.5 1.4-1.4 3.1 3.1zM5 18h14v2H5z';

export class MessageView {
  #choices = null;
  #fate = null;

  /** `context`: texts, endpoint, language, and what to do: onButton, onRetry, onRemove, onPicture. */
  constructor(entry, context) {
    Object.assign(this, { entry, context });
    const isOwn = entry.kind === 'lifter';
    this.bubble = make('div', { class: 'bubble' }, ...this.#content());
    this.element = make(
      'div',
      // Own words need no reading out: who typed them knows them.
      { class: `message ${entry.kind}`, 'aria-live': isOwn ? 'off' : null },
      this.#author(isOwn),
      entry.text || isOwn ? this.bubble : null,
      this.#picture(),
      this.#files(),
      this.#buttons(),
    );
    this.#fate = make('div', { class: 'fate' });
    this.element.append(this.#fate);
    this.refresh();
  }

  /** Says anew what became of the message, and its text as the server has it. */
  refresh() {
    if (this.entry.kind === 'lifter') this.bubble.replaceChildren(...this.#content());
    const { entry, context } = this;
    const isFailed = entry.status?.startsWith('failed');
    this.element.classList.toggle('failed', Boolean(isFailed));
    const said = entry.status ? make('span', { dir: 'auto' }, context.texts[entry.status] ?? '') : null;
    this.#fate.replaceChildren(...[said, isFailed ? this.#remedies() : this.#time()].filter(Boolean));
  }

  offer(isOffered) {
    if (this.#choices && this.#choices.hidden === isOffered) this.#choices.hidden = !isOffered;
  }

  #author(isOwn) {
    const { kind, trainer } = this.entry;
    const { texts } = this.context;
    if (kind !== 'trainer') return spoken(`${isOwn ? texts.you : texts.bot}: `);
    const name = trainer ? fill(texts.trainer, { name: trainer }) : texts.someTrainer;
    return make('div', { class: 'author', dir: 'auto' }, name, spoken(': '));
  }

  #content() {
    // What a lifter typed is shown as typed: a dash or a bar means nothing there.
    const { entry, context } = this;
    const asTyped = () => [make('p', { dir: 'auto', class: 'typed' }, entry.text || context.texts.notKept)];
    return entry.kind === 'lifter' ? asTyped() : format(entry.text, context.texts);
  }

  #picture() {
    const { image } = this.entry;
    const { texts, endpoint, onPicture } = this.context;
    if (!image) return null;
    const url = ownLink(image.url, endpoint);
    const missing = () => make('p', { class: 'bubble', dir: 'auto' }, `${texts.noPicture} ${image.alt}`);
    if (!url) return missing();
    const replace = () => button.replaceWith(missing());
    const button = make(
      'button',
      { type: 'button', class: 'picture', 'aria-haspopup': 'dialog', onclick: () => onPicture(url.href, image.alt) },
      make('img', { src: url.href, alt: image.alt, referrerpolicy: 'no-referrer', onerror: replace }),
      spoken(` ${texts.enlarge}`),
    );
    return button;
  }

  #files() {
    const { files = [] } = this.entry;
    if (!files.length) return null;
    return make('div', { class: 'files' }, ...files.map((file) => this.#file(file)));
  }

  #file({ url: address, name }) {
    const { texts, endpoint } = this.context;
    const url = link(address, `${endpoint}/`);
    const label = make('span', { dir: 'auto' }, name);
    if (!url) return label;
    const rel = 'noopener noreferrer nofollow';
    const properties = { class: 'file', href: url.href, download: name, target: '_blank', rel };
    return make('a', properties, icon(DOWNLOAD), spoken(`${texts.download} `), label);
  }

  #buttons() {
    const { buttons = [] } = this.entry;
    const { texts, onButton } = this.context;
    if (!buttons.length) return null;
    const choice = (each) =>
      make('button', { type: 'button', class: 'choice', dir: 'auto', onclick: () => onButton(each) }, each.title);
    const group = { class: 'choices', role: 'group', 'aria-label': texts.choices };
    this.#choices = make('div', group, ...buttons.map(choice));
    return this.#choices;
  }

  #remedies() {
    const { entry, context } = this;
    const button = (text, press) =>
      make('button', { type: 'button', class: 'remedy', onclick: () => press(entry.message_id) }, text);
    // A button that the server does not know any more will not be known next time either.
    const retry = entry.status === 'failedButton' ? null : button(context.texts.retry, context.onRetry);
    return make('span', { class: 'remedies' }, retry, button(context.texts.remove, context.onRemove));
  }

  #time() {
    if (this.entry.at === null) return null;
    const at = new Date(this.entry.at * 1000);
    if (Number.isNaN(at.getTime())) return null;
    const isToday = at.toDateString() === new Date().toDateString();
    const day = isToday ? {} : { day: 'numeric', month: 'short' };
    const parts = { ...day, hour: 'numeric', minute: '2-digit' };
    const shown = new Intl.DateTimeFormat(this.context.language, parts).format(at);
    return make('time', { datetime: at.toISOString() }, shown);
  }
}
