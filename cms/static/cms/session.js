/* Keep what an editor types when the session ends.

   Before a form is sent, and after a request is refused, this asks whether the editor is still signed in. If not,
   the form stays as it is, and a message offers to sign in again in another tab. Each sign-in makes a new CSRF
   token, so this also gives the newest token to every form and request. */
const { plenarySession: sessionUrl, signIn: signInUrl } = document.querySelector("[data-plenary-session]").dataset;
const TOKEN = "csrfmiddlewaretoken";
const TOKEN_HEADER = "X-CSRFToken";
const WORDS = {
  out: "You are signed out. Everything you typed is still here. Sign in again in a new tab, then come back and save.",
  away: "The server does not answer. Everything you typed is still here. Try again in a moment.",
  in: "You are signed in again. You can save now.",
};

let token = ""; // the newest one, once it is known
let state = "in"; // "in", "out", or "away" when the server does not answer
const sendRequest = window.fetch.bind(window);

async function checkSession() {
  try {
    const response = await sendRequest(sessionUrl, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (response.ok) useToken((await response.json()).token);
    state = response.ok ? "in" : response.status === 403 ? "out" : "away";
  } catch {
    state = "away";
  }
  showState();
  return state;
}

function useToken(newest) {
  token = newest;
  for (const field of document.querySelectorAll(`[name="${TOKEN}"]`)) field.value = token;
}

/* The message lies over every window. It is inside the open one, because that keeps the focus. */
function showState() {
  const earlier = document.getElementById("plenary-session");
  if (earlier ? earlier.dataset.state === state : state === "in") return;
  earlier?.remove();
  const message = document.createElement("div");
  Object.assign(message, { id: "plenary-session", popover: "manual" });
  message.dataset.state = state;
  message.setAttribute("role", "alert");
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "button button-small", textContent: "Close" });
  close.addEventListener("click", () => message.remove());
  message.append(WORDS[state], ...(state === "out" ? [signInLink()] : []), close);
  const openWindow = ".modal.in .modal-content, .w-dialog:not([aria-hidden]) .w-dialog__box";
  (document.querySelector(openWindow) ?? document.body).append(message);
  message.showPopover();
}

function signInLink() {
  const link = document.createElement("a");
  Object.assign(link, { href: signInUrl, target: "_blank", className: "button button-small" });
  link.textContent = "Sign in again";
  return link;
}

/* Wagtail asks before a save when the last request did not reach the server, up to ten seconds ago. The check below
   asks the server now. */
const pings = document.querySelector("form.w-editing-sessions");
addEventListener(
  "click",
  () => {
    if (pings?.dataset.wSessionInterceptValue === "network") pings.dataset.wSessionInterceptValue = "";
  },
  true,
);

/* Forms: the check comes first, then the form is sent as if nothing had been between. */
const checking = new WeakSet();
const checked = new WeakSet();

addEventListener(
  "submit",
  async (event) => {
    const { target: form, submitter } = event;
    if ((submitter?.formMethod || form.method) !== "post" || checked.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (checking.has(form)) return;
    checking.add(form);
    const isSignedIn = (await checkSession()) === "in";
    checking.delete(form);
    if (!isSignedIn) {
      submitter?.removeAttribute("data-w-progress-loading-value");
      return;
    }
    checked.add(form);
    // A button with progress is disabled now. A form is not submitted with a disabled button.
    const { disabled } = submitter ?? {};
    if (submitter) submitter.disabled = false;
    form.requestSubmit(submitter);
    if (submitter) submitter.disabled = disabled;
  },
  true,
);

addEventListener("formdata", ({ formData }) => {
  if (token && formData.has(TOKEN)) formData.set(TOKEN, token);
});

/* Requests of scripts: the autosave, the list of who else is here, choosers. */
const isSignIn = (url) => new URL(url, location.href).pathname === signInUrl;

function withToken(options) {
  const headers = new Headers(options.headers);
  if (token && headers.has(TOKEN_HEADER)) headers.set(TOKEN_HEADER, token);
  if (token && options.body instanceof FormData && options.body.has(TOKEN)) options.body.set(TOKEN, token);
  return { ...options, headers };
}

window.fetch = async (resource, options = {}) => {
  const response = await sendRequest(resource, withToken(options));
  const isRefused = response.status === 403 || (response.redirected && isSignIn(response.url));
  if (!isRefused || (await checkSession()) !== "in" || !options.method) return response;
  return sendRequest(resource, withToken(options)); // the sign-in was in another tab
};

document.addEventListener(
  "w-autosave:error",
  ({ detail }) => {
    if (state === "out") detail.text = "You are signed out.";
  },
  true,
);

jQuery(document).on("ajaxError", async (_event, { status }) => {
  if (status !== 403 || (await checkSession()) !== "out") return;
  // A chooser that could not open leaves its button disabled. This enables it.
  jQuery("body > .modal:not(.in)").modal("hide");
});

/* Another tab with a page of the admin: the editor is signed in again. */
const tabs = new BroadcastChannel("plenary-session");
tabs.postMessage("in");
tabs.addEventListener("message", () => {
  if (state !== "in") checkSession();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) checkSession();
});
