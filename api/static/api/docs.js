// Sends the requests of a page to this server, and shows the answer below them.
const MOST_LETTERS = 20000;

const textOf = async (response) => {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
  const body = isJson ? JSON.stringify(JSON.parse(text), null, 2) : text;
  return body.length > MOST_LETTERS ? `${body.slice(0, MOST_LETTERS)}\n…` : body;
};

const send = async (form) => {
  const output = form.querySelector("output");
  const pre = document.createElement("pre");
  pre.tabIndex = 0;
  output.textContent = "Waiting …";
  try {
    const url = new URL(form.elements.path.value, location.origin);
    if (url.origin !== location.origin) throw new Error("This page sends requests to its own server only.");
    const started = performance.now();
    const response = await fetch(url);
    pre.textContent = await textOf(response);
    const milliseconds = Math.round(performance.now() - started);
    output.textContent = `${response.status} · ${milliseconds} ms · what this server answers`;
    output.append(pre);
  } catch (error) {
    output.textContent = `The request failed: ${error.message}`;
  }
};

for (const form of document.querySelectorAll("form.request")) {
  form.querySelector(".send").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}

// On a narrow screen the contents stand above the text, closed.
const contents = document.getElementById("contents");
if (matchMedia("(max-width: 48rem)").matches) contents.open = false;
