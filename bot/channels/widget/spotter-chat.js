// <spotter-chat endpoint="https://…/chat">: Spotter on a website. docs/widget.md says what can be set.
//
// <script type="module" src="…/spotter-chat.js" data-endpoint="https://…/chat"></script> puts it at the end of the
// page; each data-… of that line becomes an attribute, and data-target="#coach" puts it into that element.

import { Chat } from './chat.js';
import { STYLE } from './style.js';
import { TEXT_ATTRIBUTES, textsOf } from './texts.js';
import { link } from './formatting.js';

const REBUILD_ON = ['endpoint', 'mode', 'lang', 'texts', 'member-id', 'member-signature', ...TEXT_ATTRIBUTES];
const DARK = '#000';
const LIGHT = '#fff';

class SpotterChat extends HTMLElement {
  static observedAttributes = ['accent', ...REBUILD_ON];

  #chat = null;
  #isDue = false;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    this.#rebuild();
  }

  disconnectedCallback() {
    this.#rebuild();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === 'accent') this.#colour(after);
    else this.#rebuild();
  }

  open() {
    this.#chat?.open();
  }

  close() {
    this.#chat?.close();
  }

  /** Once for all that changes in one go, and not at all when the element only moves within the page. */
  #rebuild() {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#chat?.stop();
      this.#chat = this.isConnected ? this.#build() : null;
    });
  }

  #build() {
    const endpoint = link(this.getAttribute('endpoint') ?? '', document.baseURI);
    if (!this.hasAttribute('endpoint') || !endpoint) {
      console.error('spotter-chat: the attribute "endpoint" must be the http(s) address of the chat');
      return null;
    }
    const id = this.getAttribute('member-id');
    return new Chat(this.shadowRoot, {
      endpoint: (endpoint.origin + endpoint.pathname).replace(/\/+$/, ''),
      member: id ? { id, signature: this.getAttribute('member-signature') ?? '' } : null,
      texts: textsOf(this),
      language: languageOf(this),
      isInline: this.getAttribute('mode') === 'inline',
      onToggle: (isOpen) => this.dispatchEvent(new CustomEvent(isOpen ? 'spotter-open' : 'spotter-close')),
    });
  }

  #colour(accent) {
    const isColour = accent !== null && CSS.supports('color', accent);
    this.style.setProperty('--spotter-accent', isColour ? accent : '');
    this.style.setProperty('--spotter-on-accent', isColour ? onColour(accent) : '');
  }
}

function languageOf(element) {
  const said = element.closest('[lang]')?.getAttribute('lang') || navigator.language;
  return Intl.DateTimeFormat.supportedLocalesOf([said].filter(isLanguage))[0];
}

function isLanguage(tag) {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** Black or white: whichever can be read better on a colour that a site has chosen. */
function onColour(colour) {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return LIGHT;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = [...pen.getImageData(0, 0, 1, 1).data].map(linear);
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  // WCAG's ratio to white against the one to black: the larger of the two is never below 4.5.
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? LIGHT : DARK;
}

function linear(channel) {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function placeFrom(script) {
  const element = document.createElement('spotter-chat');
  for (const { name, value } of [...script.attributes])
    if (name.startsWith('data-') && name !== 'data-target') element.setAttribute(name.slice('data-'.length), value);
  const { target } = script.dataset;
  (target ? document.querySelector(target) : document.body)?.append(element);
}

if (!customElements.get('spotter-chat')) {
  customElements.define('spotter-chat', SpotterChat);
  const scripts = [...document.querySelectorAll('script[type="module"][data-endpoint]')];
  const own = scripts.find((script) => script.src === import.meta.url) ?? scripts[0];
  if (own) placeFrom(own);
}
