// The console in the browser: what is new appears, what is typed is kept until it has arrived. All of it works on
// pages that the server has made; nothing here makes any of words that somebody wrote, but as text.
"use strict";

const NEWS_MS = 700;
const RETRY_MS = 2000;
const NARROW = "(max-width: 60rem)";
const SIGNED_OUT = 401;
const TRY_AGAIN = (status) => status === 0 || status === 403 || status === 429 || status >= 500;

const me = document.body.dataset.me;
const here = (id) => document.getElementById(id);
let clockAhead = 0; // milliseconds that this clock is ahead of the server's
let isPressed = false;

// ---- Asking the server --------------------------------------------------------------------------------------------

/** A page or JSON of ours; status 0 where nobody answers. The browser reads pages itself: no script in them runs. */
function ask(address, kind, form) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open(form ? "POST" : "GET", address);
    request.setRequestHeader("X-Live", "1");
    request.responseType = kind;
    request.timeout = 10000;
    request.onloadend = () => {
      const told = request.status ? request.getResponseHeader("Date") : null;
      if (told) clockAhead = Date.now() - Date.parse(told);
      done({ status: request.status, answer: request.response });
    };
    request.send(form);
  });
}

function say(text, link) {
  const bar = here("bar");
  if (bar.dataset.says === text) return;
  bar.dataset.says = text;
  bar.textContent = text;
  if (link) {
    const to = document.createElement("a");
    to.href = link.href;
    to.textContent = link.text;
    bar.append(" ", to);
  }
}

/** What to say of an answer that is none; true if it was one. */
function isAnswered(status) {
  if (status === SIGNED_OUT) {
    const href = `/login?next=${encodeURIComponent(location.pathname)}`;
    say("You are signed out. What you typed is kept.", { href, text: "Sign in again" });
  } else if (TRY_AGAIN(status)) {
    say("No connection. Trying again.");
  } else {
    say("");
  }
  return status > 0 && status < 400;
}

// ---- Clocks -------------------------------------------------------------------------------------------------------

function tick() {
  for (const each of document.querySelectorAll("time[data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() - clockAhead - Date.parse(each.dataset.since)) / 1000));
    const text = waited(seconds);
    if (each.textContent !== text) each.textContent = text;
  }
}

function waited(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${String(seconds % 60).padStart(2, "0")} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

// ---- The lists ----------------------------------------------------------------------------------------------------

function keepLists(live) {
  const received = new Map();
  const count = (part, name) => Number(part?.dataset[name] ?? 0);
  const title = document.title;
  const head = (waiting) => (document.title = waiting ? `(${waiting}) ${title}` : title);
  const waitingPart = () => live.querySelector("[data-part=waiting]");
  head(count(waitingPart(), "count"));

  function take(page) {
    const before = { all: count(waitingPart(), "count"), red: count(waitingPart(), "red") };
    for (const fresh of page.querySelectorAll("[data-part]")) {
      const name = fresh.dataset.part;
      const there = live.querySelector(`[data-part=${name}]`);
      if (received.get(name) === fresh.outerHTML || !there) continue;
      received.set(name, fresh.outerHTML);
      replace(there, fresh);
    }
    const now = { all: count(waitingPart(), "count"), red: count(waitingPart(), "red") };
    head(now.all);
    here("trials-waiting").textContent = waitingPart()?.dataset.trials ?? "";
    if (now.red > before.red) here("heard").textContent = "A red flag is waiting.";
    else if (now.all > before.all) here("heard").textContent = "One more lifter is waiting.";
    tick();
  }

  async function look() {
    const { status, answer } = await ask(live.dataset.live, "document");
    if (isAnswered(status) && answer && !isPressed) take(answer);
    setTimeout(look, Number(live.dataset.every));
  }
  setTimeout(look, Number(live.dataset.every));
}

/** Puts a part in place of another; what had the focus has it again. */
function replace(there, fresh) {
  const focused = there.contains(document.activeElement) ? document.activeElement.id : null;
  const put = document.importNode(fresh, true);
  there.replaceWith(put);
  if (focused !== null) (here(focused) ?? here("main")).focus();
}

// ---- The chat -----------------------------------------------------------------------------------------------------

function keepChat(list) {
  const log = list.parentElement;
  const form = here("reply");
  let standing = here("standing").outerHTML;
  let looking = null; // one look at a time

  const last = () => [...list.querySelectorAll("[data-number]")].at(-1)?.dataset.number ?? "0";
  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const toEnd = () => (log.scrollTop = log.scrollHeight);

  function take(page) {
    const wasAtEnd = atEnd();
    let isNew = false;
    const pending = list.querySelector(".pending");
    for (const each of page.querySelectorAll("#new > .said")) {
      if (Number(each.dataset.number) <= Number(last())) continue;
      list.insertBefore(document.importNode(each, true), pending);
      isNew = true;
    }
    if (isNew && wasAtEnd) toEnd();
    const token = page.querySelector("input[name=csrf]").value;
    for (const each of document.querySelectorAll("input[name=csrf]")) each.value = token;
    const fresh = page.getElementById("standing");
    if (fresh.outerHTML !== standing) {
      standing = fresh.outerHTML;
      stands(fresh.dataset.standing);
      replace(here("standing"), fresh);
      tick();
    }
  }

  /** Where the conversation is no longer one's own nothing can be sent, but what was typed can be copied. */
  function stands(now) {
    if (now === "mine" && !form) location.reload();
    for (const each of document.querySelectorAll(".composer button")) each.disabled = now === "others" || now === "over";
    if (form) here("text").readOnly = now !== "mine";
  }

  async function lookOnce() {
    const { status, answer } = await ask(`${list.dataset.news}?after=${last()}`, "document");
    if (status === 404) say("This conversation was deleted.", { href: "/", text: "To the lifters" });
    else if (isAnswered(status) && answer) take(answer);
    looking = null;
  }

  const look = () => (looking ??= lookOnce());

  /** A look that begins now: the one under way may have begun too early. */
  async function lookAgain() {
    await looking;
    await look();
  }

  async function lookOften() {
    await look();
    setTimeout(lookOften, NEWS_MS);
  }
  toEnd();
  if (form) keepReplies(list, form, lookAgain, toEnd);
  setTimeout(lookOften, NEWS_MS);
}

// ---- Replies: each has an id, and is sent until it has arrived --------------------------------------------------------

function keepReplies(list, form, look, toEnd) {
  const box = here("text");
  const key = `replies:${me}:${location.pathname}`;
  const draft = `draft:${me}:${location.pathname}`;
  const replies = JSON.parse(sessionStorage.getItem(key) ?? "[]");
  let isSending = false;

  let afterAll = null; // what is done when all is sent
  const tell = (text) => (here("fate").textContent = text);
  const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");

  function keep() {
    if (replies.length) sessionStorage.setItem(key, JSON.stringify(replies));
    else sessionStorage.removeItem(key);
  }

  /** Nobody hands a lifter on, or back, before the last words to them have arrived. */
  function holdBack(event) {
    if (!replies.length || !event.target.closest(".more-side")) return;
    if (event.type === "click" && !event.target.closest("a")) return;
    event.preventDefault();
    tell("One moment: your last words are still on their way.");
    const to = event.target.closest("a") ?? event.target;
    afterAll = () => (event.type === "click" ? to.click() : to.requestSubmit(event.submitter));
  }
  document.addEventListener("click", holdBack, true);
  document.addEventListener("submit", holdBack, true);

  function show(reply) {
    const item = document.createElement("li");
    item.className = "said trainer pending";
    item.id = `reply-${reply.id}`;
    const who = document.createElement("p");
    who.className = "who";
    who.textContent = "Sending";
    const words = document.createElement("div");
    words.className = "words";
    words.dir = "auto";
    words.textContent = reply.text;
    item.append(who, words);
    list.append(item);
    toEnd();
  }

  function done(reply) {
    replies.shift();
    keep();
    here(`reply-${reply.id}`)?.remove();
  }

  function giveBack(reply, told) {
    done(reply);
    box.value = [reply.text, box.value].filter(Boolean).join("\n");
    sessionStorage.setItem(draft, box.value);
    tell(told ?? "That was not sent. Your words are back in the box.");
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    while (replies.length) {
      const reply = replies[0];
      const given = new FormData();
      given.set("csrf", form.elements.csrf.value);
      given.set("reply_id", reply.id);
      given.set("text", reply.text);
      const { status, answer } = await ask(form.action, "json", given);
      if (isAnswered(status)) {
        tell("");
        await look();
        done(reply);
      } else if (TRY_AGAIN(status) || status === SIGNED_OUT) {
        tell("Not sent yet. It is kept, and sent as soon as it can be.");
        setTimeout(send, RETRY_MS);
        break;
      } else {
        giveBack(reply, answer?.told);
      }
    }
    isSending = false;
    if (!replies.length && afterAll) afterAll();
    afterAll = replies.length ? afterAll : null;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text || box.readOnly) return;
    const reply = { id: newId(), text };
    replies.push(reply);
    keep();
    show(reply);
    box.value = "";
    sessionStorage.removeItem(draft);
    box.focus();
    send();
  });
  box.addEventListener("keydown", (event) => {
    const isToSend = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!isToSend || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    form.requestSubmit();
  });
  box.addEventListener("input", () => sessionStorage.setItem(draft, box.value));
  for (const each of document.querySelectorAll("[data-words]")) {
    each.addEventListener("click", () => {
      box.value = [box.value.trim(), each.dataset.words].filter(Boolean).join(" ");
      sessionStorage.setItem(draft, box.value);
      each.closest("details").open = false;
        box.focus();
    });
  }
  box.value = sessionStorage.getItem(draft) ?? box.value;
  replies.forEach(show);
  send();
}

// ---- Other forms ----------------------------------------------------------------------------------------------------

/** What is typed into one comes back until the server has said that it is kept. */
function keepTyped() {
  const found = new URLSearchParams(location.search);
  const about = found.get("about");
  const isOver = ["handed_back", "handed_on", "closed"].includes(found.get("told"));
  if (found.get("told") === "noted") sessionStorage.removeItem(`typed:${me}:note-${about}`);
  for (const key of Object.keys(sessionStorage)) {
    if (isOver && about && key.includes(about)) sessionStorage.removeItem(key);
  }
  for (const form of document.querySelectorAll("form[data-keeps]")) {
    const key = `typed:${me}:${form.dataset.keeps}`;
    const box = form.querySelector("textarea");
    if (!box.value) box.value = sessionStorage.getItem(key) ?? "";
    box.addEventListener("input", () => sessionStorage.setItem(key, box.value));
  }
}

function askFirst() {
  for (const form of document.querySelectorAll("form[data-asks]")) {
    form.addEventListener("submit", (event) => {
      if (!confirm(form.dataset.asks)) event.preventDefault();
    });
  }
  document.querySelector(".logout")?.addEventListener("submit", () => sessionStorage.clear());
}

function fold() {
  const standing = here("standing")?.dataset.standing;
  if (standing === "mine" && matchMedia(NARROW).matches) here("brief").open = false;
}

document.addEventListener("pointerdown", () => (isPressed = true));
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => setTimeout(() => (isPressed = false), 100));
}
if (location.search.includes("told=")) here("notice")?.focus();
tick();
setInterval(tick, 1000);
keepTyped();
askFirst();
fold();
if (here("live")) keepLists(here("live"));
if (here("said")) keepChat(here("said"));
