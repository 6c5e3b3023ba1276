// One call to the server, with a limit of time. What goes wrong is a Failure, whatever it was.

const PATIENCE_MS = 20_000;
const LONGEST_RETRY_AFTER_MS = 120_000;

/**
 * `status` is 0 where no answer came; `code` is the protocol's; `retryAfter` in ms, null if the server named none;
 * `urgent` is what has to be said although the message was not taken.
 */
export class Failure extends Error {
  constructor(status, code = '', retryAfter = null, urgent = '') {
    super(`${status} ${code}`);
    Object.assign(this, { status, code, retryAfter, urgent });
  }
}

/** 128 bits of chance; pages without https lack crypto.randomUUID. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Posts JSON and returns the JSON of the answer. */
export async function post(url, body, token, signal) {
  const timed = limit(signal);
  try {
    const options = { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
    const response = await send(url, { ...options, keepalive: true, signal: timed.signal }, token);
    return await response.json().catch(() => ({}));
  } catch (error) {
    throw asFailure(error);
  } finally {
    timed.stop();
  }
}

/** Opens the stream of events; the limit of time holds until it has begun, `signal` ends it. */
export async function stream(url, token, signal) {
  const timed = limit(signal);
  try {
    const options = { headers: { Accept: 'text/event-stream' }, signal: timed.signal };
    const response = await send(url, options, token);
    if (!/^text\/event-stream\b/.test(response.headers.get('Content-Type') ?? '')) throw new Failure(0, 'no_stream');
    return response.body;
  } catch (error) {
    throw asFailure(error);
  } finally {
    timed.stop();
  }
}

async function send(url, options, token) {
  const headers = token ? { ...options.headers, Authorization: `Bearer ${token}` } : options.headers;
  const response = await fetch(url, { ...options, headers, cache: 'no-store', credentials: 'omit', redirect: 'error' });
  if (response.ok) return response;
  const said = await response.json().catch(() => ({}));
  throw new Failure(response.status, String(said?.error ?? ''), retryAfter(response), said?.urgent);
}

function retryAfter(response) {
  const said = response.headers.get('Retry-After');
  if (!said) return null;
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 1000), LONGEST_RETRY_AFTER_MS) : null;
}

function limit(outer) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, PATIENCE_MS);
  outer?.addEventListener('abort', abort);
  if (outer?.aborted) abort();
  return { signal: controller.signal, stop: () => clearTimeout(timer) };
}

const asFailure = (error) => (error instanceof Failure ? error : new Failure(0, 'network'));
