// Every text of the chrome. A site replaces any of them: texts='{"send": "Enviar"}' or text-send="Enviar".

export const ENGLISH = Object.freeze({
  title: 'Spotter',
  subtitle: 'Strength coach. A bot, not medical care.',
  withTrainer: 'You are talking to {name}.',
  open: 'Chat with Spotter',
  unread: '{count} new',
  close: 'Close the chat',
  log: 'Conversation',
  welcome: 'Ask me about sets, reps, rest, or a program. I am a bot, and I say where my numbers come from.',
  input: 'Your message',
  placeholder: 'Ask about your training',
  send: 'Send',
  left: '{count} characters left',
  over: '{count} characters too many',
  you: 'You',
  bot: 'Spotter',
  trainer: '{name}, trainer',
  someTrainer: 'Trainer',
  typing: '{name} is typing …',
  choices: 'Suggested answers',
  sending: 'Sending …',
  waiting: 'Will be sent when there is a connection',
  soon: 'Will be sent in a moment',
  held: 'Not sent yet',
  sent: 'Sent',
  failed: 'Not sent.',
  failedLong: 'Not sent: it is too long.',
  failedButton: 'This button no longer works. Please type your answer.',
  retry: 'Try again',
  remove: 'Delete',
  connecting: 'Connecting …',
  notSignedIn: 'I could not check who you are. Please sign in again, or reload the page.',
  notKept: 'Not kept, as you did not agree to that.',
  offline: 'You are offline. What you write is kept and sent later.',
  slow: 'A short breather, please. Your message goes out by itself.',
  newMessages: 'New messages',
  enlarge: 'Enlarge picture',
  closePicture: 'Close picture',
  noPicture: 'The picture could not be loaded.',
  table: 'Table',
  download: 'Download',
  newTab: '(opens in a new tab)',
  newConversation: 'A new conversation starts here.',
});

const kebab = (key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The attributes that replace one text each: text-title, text-failed-long, … */
export const TEXT_ATTRIBUTES = Object.keys(ENGLISH).map((key) => `text-${kebab(key)}`);

/** The texts of one element: English, replaced by its `texts` (JSON), replaced by its text-… attributes. */
export function textsOf(element) {
  const texts = { ...ENGLISH, ...given(element.getAttribute('texts')) };
  for (const key of Object.keys(ENGLISH)) texts[key] = element.getAttribute(`text-${kebab(key)}`) ?? texts[key];
  return texts;
}

/** "{count} new" with {count: 2} is "2 new". */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

function given(json) {
  if (!json) return {};
  try {
    const entries = Object.entries(JSON.parse(json));
    return Object.fromEntries(entries.filter(([key, text]) => key in ENGLISH && typeof text === 'string'));
  } catch {
    console.warn('spotter-chat: the attribute "texts" is not JSON, so the texts stay English');
    return {};
  }
}
