// The page's own script: sends what is in the two fields and shows the answer. It keeps nothing and loads nothing.

const endpoint = new URL(document.getElementById("endpoint").getAttribute("href"), location.href);
endpoint.search = "";

const form = document.getElementById("request");
const query = document.getElementById("query");
const variables = document.getElementById("variables");
const status = document.getElementById("status");
const answer = document.getElementById("answer");
const examples = [...document.querySelectorAll("[data-query]")];

let running = null; // the AbortController of the request under way

document.getElementById("endpoint").textContent = endpoint.href;
for (const example of examples) {
  example.addEventListener("click", () => {
    show(example);
    run();
  });
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});
query.addEventListener("input", () => press(null));
if (examples.length > 0 && query.value === "") show(examples[0]);

function show(example) {
  query.value = example.dataset.query;
  variables.value = "";
  press(example);
}

function press(chosen) {
  for (const example of examples) example.setAttribute("aria-pressed", String(example === chosen));
}

async function run() {
  const request = { query: query.value };
  if (variables.value.trim() !== "") {
    try {
      request.variables = JSON.parse(variables.value);
    } catch (error) {
      running?.abort();
      running = null;
      answer.textContent = "";
      say(`The variables are not JSON: ${error.message}`, true);
      variables.focus({ preventScroll: true });
      return;
    }
  }
  running?.abort();
  const mine = (running = new AbortController());
  say("Running …", false);
  const start = performance.now();
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json, application/json;q=0.9" },
      body: JSON.stringify(request),
      signal: mine.signal,
    });
    const text = await response.text();
    if (running === mine) tell(response, text, performance.now() - start);
  } catch (error) {
    if (running === mine) {
      answer.textContent = "";
      say(`No answer: ${error.message}`, true);
    }
  }
}

function tell(response, text, milliseconds) {
  let decoded = null;
  try {
    decoded = JSON.parse(text);
  } catch {
    // Something in between has answered; it is shown as it came.
  }
  answer.textContent = decoded === null ? text : JSON.stringify(decoded, null, 2);
  answer.scrollTop = 0;
  const errors = decoded?.errors?.length ?? 0;
  const what = errors === 0 ? "" : errors === 1 ? ", 1 error" : `, ${errors} errors`;
  say(`${response.status} in ${Math.round(milliseconds)} ms${what}`, !response.ok || errors > 0);
}

function say(text, failed) {
  status.textContent = text;
  status.classList.toggle("failed", failed);
  reveal();
}

// In one column the answer stands below the fold: what a click does must be seen.
function reveal() {
  const { top } = status.getBoundingClientRect();
  if (top >= 0 && top < window.innerHeight / 2) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  status.closest("section").scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
}
