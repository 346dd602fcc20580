// Beside the pages: posts what is typed while it is typed, and keeps the tab its person's.
// A field is kept when the page has a line for it: data-field names the field's key,
// data-place and data-form say what the text belongs to.
(() => {
  if (window.upmentorBeside) return;
  window.upmentorBeside = true;
  const PAUSE = 400, RETRY = 1000, MOST_AT_CLOSING = 60000;
  const waiting = new Map(); // place -> what is to be posted
  let timer = 0, posting = false;

  const page = () => document.querySelector(".up-beside");
  const post = (name, value, closing) => {
    const base = page()?.dataset.base;
    return fetch(`${base ? "/" + base : ""}/upmentor/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(value),
      keepalive: Boolean(closing),
    });
  };

  const lineOf = (box) => {
    const holder = box.closest('[class*="st-key-"]');
    const key = [...(holder?.classList ?? [])].find((name) => name.startsWith("st-key-"));
    return key && document.querySelector(`[data-field="${CSS.escape(key)}"]`);
  };
  const say = ({ place, form }, text) => {
    const line = document.querySelector(`[data-place="${CSS.escape(place)}"]`);
    if (line?.dataset.form === form && line.textContent !== text) line.textContent = text;
  };
  const COPY = "Copy your text before you leave this page.";

  const flush = async () => {
    clearTimeout(timer);
    if (posting || !waiting.size) return;
    posting = true;
    const [place, typed] = waiting.entries().next().value;
    let answer;
    try { answer = await post("typed", typed); } catch { answer = undefined; }
    posting = false;
    const given = answer && answer.status < 500 && answer.status !== 404 && answer.status !== 405;
    if (given && waiting.get(place) === typed) waiting.delete(place);
    if (answer?.status === 204) say(typed, "Kept as you type");
    else if (answer?.status === 205) say(typed, `Saved or discarded on another page. ${COPY}`);
    else say(typed, `${(given && (await answer.text())) || "Not kept at the moment."} ${COPY}`);
    if (waiting.size) timer = setTimeout(flush, given ? 0 : RETRY);
  };

  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement)) return;
    const line = lineOf(box), token = page()?.dataset.token;
    if (!line || !token) return;
    const { place, form } = line.dataset;
    waiting.set(place, { token, place, form, text: box.value });
    clearTimeout(timer);
    timer = setTimeout(flush, PAUSE);
  }, true);
  document.addEventListener("focusout", flush, true);
  window.addEventListener("pagehide", () => {
    for (const typed of waiting.values())
      post("typed", typed, JSON.stringify(typed).length < MOST_AT_CLOSING).catch(() => {});
  });

  // Whose tab this is: when another person signed in elsewhere in this browser, nothing of the
  // one before stays on the screen, and it is said.
  const WHOSE = "upmentor-person";
  let seen = false, handed = "";
  const whose = () => {
    const told = page()?.dataset;
    if (!told) return;
    const now = told.person ?? "", was = sessionStorage.getItem(WHOSE) ?? "";
    if (now && was && now !== was) {
      if (seen) return void location.reload();
      changed(told.name);
    }
    if (now !== was) sessionStorage.setItem(WHOSE, now);
    if (!now && (was || (told.leave && !seen))) post("leave", {}).catch(() => {});
    if (told.ticket && told.ticket !== handed) {
      handed = told.ticket;
      post("sign-in", { ticket: handed }).catch(() => { handed = ""; });
    }
    seen = true;
  };
  const changed = (name) => {
    const line = document.createElement("div");
    line.className = "up-changed";
    line.setAttribute("role", "status");
    line.textContent = `This page is ${name}'s now, who signed in on another page of this browser.`;
    const close = document.createElement("button");
    close.textContent = "All right";
    close.addEventListener("click", () => line.remove());
    line.append(close);
    document.body.append(line);
  };
  setInterval(whose, 300);
  whose();
})();
