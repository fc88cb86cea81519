"use strict";
// News text is not to be trusted: whatever comes from the log is set as text, never as HTML.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { docs, rules, kinds, rows, texts, about } = data;
  const ACTIONS = ["fix", "flag", "note", "superseded"];
  // Places in a row.
  const DOC = 0, SEQ = 1, RULE = 2, KIND = 3, ACTION = 4, START = 5, END = 6, LINE = 7, COLUMN = 8, BEFORE = 9, AFTER = 10, SURE = 11, DETAIL = 12;
  const $ = (id) => document.getElementById(id);
  const number = (value) => value.toLocaleString("en");

  function make(tag, options = {}, ...children) {
    const { data: set, ...rest } = options;
    const element = Object.assign(document.createElement(tag), rest);
    for (const [name, value] of Object.entries(set || {})) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function drawn(tag, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const titled = (text) => { const title = drawn("title", {}); title.textContent = text; return title; };

  // ---- the theme ----
  $("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  // ---- decisions ----
  const storeKey = "copydesk " + data.key;
  let decisions = {};
  try { decisions = JSON.parse(localStorage.getItem(storeKey)) || {}; } catch { /* Kept for as long as the page is open. */ }
  const keyOf = (row) => docs[row[DOC]] + "\n" + row[SEQ];

  function decide(row, decision, reason) {
    const key = keyOf(row);
    if (decision) decisions[key] = { decision, reason }; else delete decisions[key];
    try { localStorage.setItem(storeKey, JSON.stringify(decisions)); } catch { /* As above. */ }
    showDecisions();
  }

  function unescape(cell) {
    return cell.replace(/\\(?:u\{([0-9A-F]+)\}|(.))/g, (_, hex, code) =>
      hex ? String.fromCodePoint(parseInt(hex, 16)) : ({ n: "\n", r: "\r", t: "\t" })[code] || code);
  }

  // FNV-1a, 64 bits: what a baseline knows a finding by.
  function hashOf(text) {
    let hash = 0xcbf29ce484222325n;
    for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
    return hash.toString(16).padStart(16, "0");
  }

  const decided = () => rows.filter((row) => decisions[keyOf(row)]);

  function showDecisions() {
    const all = decided();
    const rejected = all.filter((row) => decisions[keyOf(row)].decision === "rejected").length;
    $("decided").textContent = all.length ? `${number(all.length - rejected)} accepted, ${number(rejected)} rejected` : "Nothing decided yet.";
    $("export").disabled = !all.length;
    $("rejects").disabled = !rejected;
  }

  function save(name, type, text) {
    const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  $("export").addEventListener("click", () => {
    const lines = decided().map((row) => {
      const { decision, reason } = decisions[keyOf(row)];
      const before = unescape(row[BEFORE]);
      return JSON.stringify({ doc: docs[row[DOC]], rule: rules[row[RULE]].id, before: hashOf(before),
        text: [...row[BEFORE]].slice(0, 60).join(""), decision, reason: reason || decision + " in the report" }) + "\n";
    });
    save("decisions.jsonl", "application/jsonl", lines.join(""));
  });
  $("rejects").addEventListener("click", () => {
    const lines = decided().filter((row) => decisions[keyOf(row)].decision === "rejected").map((row) => `${docs[row[DOC]]}:${row[SEQ]}\n`);
    save("rejected-rows.txt", "text/plain", lines.join(""));
  });

  // ---- filters ----
  const filter = { from: 0, to: docs.length, value: "" };
  let shown = rows.map((_, index) => index);
  let sort = { by: -1, down: false };

  for (const [id, names] of [["stage", [...new Set(rules.map((rule) => rule.stage))]], ["rule", rules.map((rule) => rule.id)], ["action", ACTIONS]]) {
    $(id).append(...names.map((name) => make("option", { value: name, textContent: name })));
  }

  function apply() {
    const text = $("text").value.toLowerCase();
    const doc = $("doc").value.toLowerCase();
    const [stage, rule, action] = ["stage", "rule", "action"].map((id) => $(id).value);
    const sure = Number($("sure").value) / 100;
    const ruleFits = rules.map((it) => (!stage || it.stage === stage) && (!rule || it.id === rule));
    const docFits = docs.map((name, index) => index >= filter.from && index < filter.to && (!doc || name.toLowerCase().includes(doc)));
    shown = [];
    rows.forEach((row, index) => {
      if (ruleFits[row[RULE]] && docFits[row[DOC]] && (!action || ACTIONS[row[ACTION]] === action) && row[SURE] >= sure
        && (!filter.value || (rules[row[RULE]].stage === "date" && row[AFTER].startsWith(filter.value)))
        && (!text || row[BEFORE].toLowerCase().includes(text) || row[AFTER].toLowerCase().includes(text))) shown.push(index);
    });
    if (sort.by >= 0) order();
    $("sureness").textContent = $("sure").value + " %";
    const count = shown.length === rows.length ? `${number(rows.length)} rows` : `${number(shown.length)} of ${number(rows.length)} rows`;
    $("count").textContent = count;
    $("window").setAttribute("aria-rowcount", shown.length + 1);
    chips();
    selected = -1;
    $("window").scrollTop = 0;
    spread();
    render(true);
  }

  function chips() {
    const list = [];
    const chip = (text, clear) => list.push(make("button", { textContent: text + " ✕", onclick: () => { clear(); apply(); }, data: { "aria-label": "remove filter " + text } }));
    for (const id of ["text", "doc", "stage", "rule", "action"]) if ($(id).value) chip(`${id}: ${$(id).value}`, () => { $(id).value = ""; });
    if (Number($("sure").value)) chip(`at least ${$("sure").value} % sure`, () => { $("sure").value = 0; });
    if (filter.from > 0 || filter.to < docs.length) chip(`documents ${number(filter.from + 1)} to ${number(filter.to)}`, () => { filter.from = 0; filter.to = docs.length; });
    if (filter.value) chip(`date: ${filter.value}`, () => { filter.value = ""; });
    $("chips").replaceChildren(...list);
  }

  function order() {
    const values = {
      0: (row) => docs[row[DOC]], 1: (row) => row[LINE], 2: (row) => rules[row[RULE]].id, 3: (row) => row[ACTION],
      4: (row) => row[BEFORE], 5: (row) => row[AFTER], 6: (row) => row[SURE] }[sort.by];
    const keys = new Map(shown.map((index) => [index, values(rows[index])]));
    const sign = sort.down ? -1 : 1;
    shown.sort((a, b) => { const [x, y] = [keys.get(a), keys.get(b)]; return x < y ? -sign : x > y ? sign : a - b; });
  }

  document.querySelectorAll(".head button").forEach((button, by) => button.addEventListener("click", () => {
    sort = { by, down: sort.by === by && !sort.down };
    document.querySelectorAll(".head [role=columnheader]").forEach((cell, place) =>
      cell.setAttribute("aria-sort", place === by ? (sort.down ? "descending" : "ascending") : "none"));
    apply();
  }));

  let waiting;
  for (const id of ["text", "doc", "stage", "rule", "action", "sure"]) $(id).addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  $("clear").addEventListener("click", () => {
    for (const id of ["text", "doc", "stage", "rule", "action"]) $(id).value = "";
    $("sure").value = 0;
    Object.assign(filter, { from: 0, to: docs.length, value: "" });
    apply();
  });
  document.querySelectorAll("[data-stage], [data-rule]").forEach((button) => button.addEventListener("click", () => {
    $("stage").value = button.dataset.stage || "";
    $("rule").value = button.dataset.rule || "";
    apply();
    $("findings").scrollIntoView();
  }));

  // ---- the table: only the rows that can be seen are there ----
  const small = matchMedia("(max-width: 48rem)");
  const height = () => (small.matches ? 58 : 34);
  let selected = -1, drawnFrom = -1;

  function cells(row) {
    const action = ACTIONS[row[ACTION]];
    return [docs[row[DOC]], row[LINE], rules[row[RULE]].id, action, row[BEFORE], row[AFTER], Math.round(row[SURE] * 100) + " %"]
      .map((value, place) => make("span", { className: (place === 3 ? "action action-" + action : place > 3 ? "cell" : ""), textContent: value, data: { role: "gridcell" } }));
  }

  function render(anew = false) {
    const view = $("window"), high = height();
    $("space").style.height = shown.length * high + "px";
    const first = Math.max(0, Math.floor(view.scrollTop / high) - 8);
    if (!anew && first === drawnFrom) return;
    drawnFrom = first;
    const last = Math.min(shown.length, first + Math.ceil(view.clientHeight / high) + 16);
    const list = [];
    for (let place = first; place < last; place++) {
      const element = make("div", { className: "row", id: "row" + place, data: { role: "row", "aria-rowindex": place + 2, "aria-selected": place === selected } }, ...cells(rows[shown[place]]));
      element.style.top = place * high + "px";
      element.dataset.place = place;
      list.push(element);
    }
    $("space").replaceChildren(...list);
    if (selected >= 0) view.setAttribute("aria-activedescendant", "row" + selected); else view.removeAttribute("aria-activedescendant");
  }

  $("window").addEventListener("scroll", () => requestAnimationFrame(() => render()), { passive: true });
  addEventListener("resize", () => render(true));
  $("window").addEventListener("click", (event) => {
    const element = event.target.closest(".row");
    if (element) { selected = Number(element.dataset.place); render(true); open(rows[shown[selected]]); }
  });
  $("window").addEventListener("keydown", (event) => {
    const page = Math.floor($("window").clientHeight / height());
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (step) {
      event.preventDefault();
      selected = Math.min(shown.length - 1, Math.max(0, selected + step));
      const view = $("window"), top = selected * height();
      if (top < view.scrollTop) view.scrollTop = top;
      if (top + height() > view.scrollTop + view.clientHeight) view.scrollTop = top + height() - view.clientHeight;
      render(true);
    } else if ((event.key === "Enter" || event.key === " ") && shown[selected] !== undefined) {
      event.preventDefault();
      open(rows[shown[selected]]);
    }
  });

  // ---- findings over documents, and dates over time ----
  function columns(chart, stacks, label, press) {
    const most = Math.max(1, ...stacks.map((stack) => stack.reduce((sum, count) => sum + count, 0)));
    const wide = 1000 / Math.max(1, stacks.length), list = [];
    stacks.forEach((stack, place) => {
      let top = 100;
      stack.forEach((count, action) => {
        const high = (count / most) * 96;
        top -= high;
        if (count) list.push(drawn("rect", { x: place * wide, y: top, width: Math.max(1, wide - (wide > 6 ? 1.5 : 0)), height: high, class: "fill-" + ACTIONS[action] }));
      });
      const area = drawn("rect", { x: place * wide, y: 0, width: wide, height: 100, class: "area" }, titled(label(place, stack)));
      area.addEventListener("click", () => press(place));
      list.push(area);
    });
    chart.replaceChildren(...list);
  }

  const buckets = Math.min(docs.length, 120) || 1;
  const bucketOf = (doc) => Math.floor((doc * buckets) / docs.length);
  function spread() {
    const stacks = Array.from({ length: buckets }, () => [0, 0, 0, 0]);
    for (const index of shown) stacks[bucketOf(rows[index][DOC])][rows[index][ACTION]]++;
    const range = (place) => [Math.ceil((place * docs.length) / buckets), Math.ceil(((place + 1) * docs.length) / buckets)];
    columns($("spread"), stacks, (place, stack) => {
      const [from, to] = range(place);
      const what = to - from === 1 ? docs[from] : `documents ${number(from + 1)} to ${number(to)}`;
      return `${what}: ${stack.map((count, action) => `${number(count)} ${ACTIONS[action]}`).join(", ")}`;
    }, (place) => {
      [filter.from, filter.to] = range(place);
      if (filter.to - filter.from === 1) openDocument(filter.from, null); else apply();
    });
  }

  (function timeline() {
    const dated = rows.filter((row) => rules[row[RULE]].stage === "date" && row[ACTION] !== 3 && /^[12]\d{3}(?:$|-)/.test(row[AFTER]));
    if (!dated.length) { $("dates").classList.add("hidden"); return; }
    const years = dated.map((row) => Number(row[AFTER].slice(0, 4)));
    // One date of another age must not make the rest a single column.
    const sorted = [...years].sort((a, b) => a - b);
    const low = sorted[Math.floor(sorted.length * 0.02)], high = sorted[Math.ceil(sorted.length * 0.98) - 1];
    const monthly = high - low < 6;
    const steps = monthly ? (high - low + 1) * 12 : high - low + 1;
    const label = (place) => monthly ? `${low + Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, "0")}` : String(low + place);
    const stacks = Array.from({ length: steps }, () => [0, 0, 0, 0]);
    let outside = 0;
    dated.forEach((row, index) => {
      const month = /^\d{4}-(0[1-9]|1[0-2])/.exec(row[AFTER]);
      if (years[index] < low || years[index] > high || (monthly && !month)) { outside++; return; }
      stacks[monthly ? (years[index] - low) * 12 + Number(month[1]) - 1 : years[index] - low][row[ACTION]]++;
    });
    columns($("timeline"), stacks, (place, stack) => `${label(place)}: ${number(stack[0] + stack[1] + stack[2])} dates`, (place) => { filter.value = label(place); apply(); $("findings").scrollIntoView(); });
    $("timeFrom").textContent = label(0);
    $("timeTo").textContent = label(steps - 1);
    $("timeNote").textContent = outside ? `${number(outside)} of ${number(dated.length)} dates lie outside or name no ${monthly ? "month" : "year"}.` : `${number(dated.length)} dates.`;
  })();

  // ---- captions and datelines ----
  function captionCard(caption, doc) {
    const by = [caption.photographer, caption.agency].filter(Boolean).join(" / ") || caption.credit || "";
    const card = make("figure", {}, ...(caption.text ? [make("div", { textContent: caption.text })] : []));
    if (by) card.append(make("figcaption", { textContent: "Photo: " + by }));
    if (doc !== null) card.append(make("button", { textContent: docs[doc], onclick: () => openDocument(doc, null) }));
    return card;
  }

  function datelineText(dateline) {
    const where = [dateline.place, dateline.region, dateline.country && `(${dateline.country})`].filter(Boolean).join(" ");
    return [where, dateline.date, dateline.agency, dateline.byline && "by " + dateline.byline].filter(Boolean).join(" · ");
  }

  const captioned = about.flatMap((it, doc) => ((it && it.captions) || []).map((caption) => [caption, doc]));
  let cardsShown = 0;
  function moreCards() {
    $("cards").append(...captioned.slice(cardsShown, cardsShown + 24).map(([caption, doc]) => captionCard(caption, doc)));
    cardsShown = Math.min(captioned.length, cardsShown + 24);
    $("cardCount").textContent = `${number(cardsShown)} of ${number(captioned.length)} shown`;
    $("moreCards").classList.toggle("hidden", cardsShown >= captioned.length);
  }
  if (captioned.length) { $("moreCards").addEventListener("click", moreCards); moreCards(); } else $("captions").classList.add("hidden");

  const places = new Map();
  about.forEach((it, doc) => {
    if (!it || !it.dateline) return;
    const name = [it.dateline.place, it.dateline.country && `(${it.dateline.country})`].filter(Boolean).join(" ") || "(no place)";
    places.set(name, [...(places.get(name) || []), doc]);
  });
  if (places.size) {
    $("places").append(...[...places].sort((a, b) => b[1].length - a[1].length).slice(0, 60).map(([name, of]) => make("tr", {},
      make("td", {}, make("button", { textContent: name, onclick: () => openDocument(of[0], null) })), make("td", { className: "number", textContent: number(of.length) }),
      make("td", { textContent: [...new Set(of.map((doc) => about[doc].dateline.agency).filter(Boolean))].slice(0, 4).join(", ") }))));
  } else $("datelines").classList.add("hidden");

  // ---- one document ----
  const rowsOf = new Map();
  rows.forEach((row, index) => { if (!rowsOf.has(row[DOC])) rowsOf.set(row[DOC], []); rowsOf.get(row[DOC]).push(index); });
  const UNSEEN = /[\t\r\n\u00a0\u00ad\u034f\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
  let current = 0;

  // Text of an edit: what cannot be seen is named.
  function visible(text) {
    return [...text].map((c) => {
      if (!UNSEEN.test(c)) return c;
      const name = ({ "\n": "↵", "\r": "␍", "\t": "⇥", "\u00a0": "⍽", "\u00ad": "‑" })[c] || "U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
      const mark = make("span", { className: "unseen", textContent: name });
      return c === "\n" ? [mark, "\n"] : mark;
    }).flat();
  }

  function marked(doc) {
    const bytes = new TextEncoder().encode(texts[doc]);
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const of = (rowsOf.get(doc) || []).filter((index) => ACTIONS[rows[index][ACTION]] !== "superseded");
    const points = [...new Set([0, bytes.length, ...of.flatMap((index) => [rows[index][START], rows[index][END]])])].sort((a, b) => a - b);
    const starts = [...of].sort((a, b) => rows[a][START] - rows[b][START]);
    const ends = of.filter((index) => ACTIONS[rows[index][ACTION]] === "fix" || rows[index][START] === rows[index][END]).sort((a, b) => rows[a][END] - rows[b][END] || rows[a][START] - rows[b][START]);
    const list = [];
    let active = [], nextStart = 0, nextEnd = 0;
    const mark = (tag, className, covering, children) => list.push(make(tag, { className, tabIndex: 0, data: { "data-row": covering.join(" ") } }, ...children));
    points.forEach((point, place) => {
      active = active.filter((index) => rows[index][END] > point);
      for (; nextEnd < ends.length && rows[ends[nextEnd]][END] === point; nextEnd++) {
        const row = rows[ends[nextEnd]], action = ACTIONS[row[ACTION]];
        if (action === "fix") { if (row[AFTER]) mark("ins", "", [ends[nextEnd]], visible(unescape(row[AFTER]))); } else mark("span", action, [ends[nextEnd]], ["▾"]);
      }
      for (; nextStart < starts.length && rows[starts[nextStart]][START] === point; nextStart++) if (rows[starts[nextStart]][END] > point) active.push(starts[nextStart]);
      if (place + 1 === points.length) return;
      const text = decoder.decode(bytes.subarray(point, points[place + 1]));
      if (!active.length) { list.push(text); return; }
      const actions = active.map((index) => ACTIONS[rows[index][ACTION]]);
      const action = ["fix", "flag", "note"].find((one) => actions.includes(one));
      mark(action === "fix" ? "del" : "span", action === "fix" ? "" : action, active, action === "fix" ? visible(text) : [text]);
    });
    return list;
  }

  function explained(index) {
    const row = rows[index], rule = rules[row[RULE]], action = ACTIONS[row[ACTION]];
    const list = [make("h3", {}, make("span", { className: "action action-" + action, textContent: action }), " " + rule.id + (kinds[row[KIND]] ? " · " + kinds[row[KIND]] : ""))];
    if (rule.summary) list.push(make("p", { textContent: rule.summary + "." }));
    if (rule.why) list.push(make("p", { className: "soft", textContent: rule.why }));
    return list;
  }

  function findingCard(index) {
    const row = rows[index], decision = decisions[keyOf(row)] || {};
    const card = make("div", { className: "finding", id: "finding" + index, tabIndex: -1 }, ...explained(index));
    card.append(make("p", {}, make("code", { textContent: row[BEFORE] || "∅" }), " → ", make("code", { textContent: row[AFTER] || "∅" })));
    card.append(make("p", { className: "soft", textContent: `line ${row[LINE]}, column ${row[COLUMN]} · ${Math.round(row[SURE] * 100)} % sure` }));
    if (row[DETAIL]) card.append(make("p", {}, make("code", { textContent: row[DETAIL] })));
    const reason = make("input", { placeholder: "reason", value: decision.reason || "", data: { "aria-label": "reason" } });
    const buttons = ["accepted", "rejected"].map((name) => make("button", { textContent: name === "accepted" ? "Right" : "Wrong", data: { "aria-pressed": decision.decision === name } }));
    const choose = (name) => {
      const now = decisions[keyOf(row)];
      decide(row, now && now.decision === name ? "" : name, reason.value);
      const then = decisions[keyOf(row)];
      buttons.forEach((button, place) => button.setAttribute("aria-pressed", !!then && then.decision === ["accepted", "rejected"][place]));
    };
    buttons.forEach((button, place) => button.addEventListener("click", () => choose(["accepted", "rejected"][place])));
    reason.addEventListener("change", () => { const now = decisions[keyOf(row)]; if (now) decide(row, now.decision, reason.value); });
    card.append(make("div", { className: "decide" }, ...buttons, reason));
    card.addEventListener("click", (event) => { if (!event.target.closest("button, input")) focusRow(index, false); });
    return card;
  }

  function focusRow(index, fromText) {
    document.querySelectorAll(".current").forEach((element) => element.classList.remove("current"));
    const card = $("finding" + index);
    if (card) { card.classList.add("current"); if (fromText !== false) card.scrollIntoView({ block: "nearest" }); }
    const marks = [...document.querySelectorAll("#docText [data-row]")].filter((element) => element.dataset.row.split(" ").includes(String(index)));
    marks.forEach((element) => element.classList.add("current"));
    if (marks.length && fromText !== true) marks[0].scrollIntoView({ block: "center" });
  }

  function aboutDocument(doc) {
    const it = about[doc] || {}, list = make("dl");
    const entry = (name, value) => { if (value) list.append(make("dt", { textContent: name }), make("dd", { textContent: value })); };
    entry("Published", it.published);
    for (const part of it.header || []) entry(part.kind.charAt(0) + part.kind.slice(1).toLowerCase(), part.value);
    if (it.dateline) entry("Dateline", datelineText(it.dateline));
    return [list, ...(it.captions || []).map((caption) => captionCard(caption, null))];
  }

  function openDocument(doc, index) {
    current = doc;
    $("docName").textContent = docs[doc];
    $("docText").replaceChildren(...(typeof texts[doc] === "string" ? marked(doc) : [make("p", { className: "notice", textContent: data.noText })]));
    $("docAbout").replaceChildren(...aboutDocument(doc));
    const of = rowsOf.get(doc) || [];
    // A document with more findings than anyone reads would take the page with it.
    $("docFindings").replaceChildren(...of.slice(0, 500).map(findingCard));
    if (of.length > 500) $("docFindings").append(make("p", { className: "soft", textContent: `${number(of.length - 500)} more; the table above has them all.` }));
    $("previous").disabled = doc === 0;
    $("next").disabled = doc + 1 >= docs.length;
    if (!$("sheet").open) $("sheet").showModal();
    $("docText").parentElement.scrollTop = 0;
    if (index !== null) focusRow(index);
    hideTip();
  }

  const open = (row) => openDocument(row[DOC], rows.indexOf(row));
  $("previous").addEventListener("click", () => openDocument(current - 1, null));
  $("next").addEventListener("click", () => openDocument(current + 1, null));
  $("close").addEventListener("click", () => $("sheet").close());
  document.querySelectorAll("[data-mode]").forEach((button) => button.addEventListener("click", () => {
    $("docText").className = "text " + button.dataset.mode;
    document.querySelectorAll("[data-mode]").forEach((other) => other.setAttribute("aria-pressed", other === button));
  }));
  $("sheet").addEventListener("keydown", (event) => {
    if (event.target.closest("input")) return;
    if (event.key === "ArrowLeft" && current > 0) openDocument(current - 1, null);
    if (event.key === "ArrowRight" && current + 1 < docs.length) openDocument(current + 1, null);
    if (event.key === "Enter" && event.target.dataset.row) { focusRow(Number(event.target.dataset.row.split(" ")[0]), true); event.preventDefault(); }
  });

  // ---- the rule of what is pointed at ----
  function tip(element) {
    const box = $("tip");
    box.replaceChildren(...element.dataset.row.split(" ").flatMap((index) => {
      const row = rows[Number(index)];
      return [...explained(Number(index)), make("p", {}, make("code", { textContent: `${row[BEFORE] || "∅"} → ${row[AFTER] || "∅"}` }))];
    }));
    box.hidden = false;
    const at = element.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8));
    const below = at.bottom + 8 + box.offsetHeight < innerHeight;
    box.style.left = left + "px";
    box.style.top = (below ? at.bottom + 8 : Math.max(8, at.top - box.offsetHeight - 8)) + "px";
  }
  function hideTip() { $("tip").hidden = true; }
  for (const [shows, hides] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    $("docText").addEventListener(shows, (event) => { const element = event.target.closest("[data-row]"); if (element) tip(element); });
    $("docText").addEventListener(hides, hideTip);
  }
  $("docText").addEventListener("click", (event) => { const element = event.target.closest("[data-row]"); if (element) focusRow(Number(element.dataset.row.split(" ")[0]), true); });

  showDecisions();
  apply();
  document.documentElement.dataset.ready = "yes";
})();
