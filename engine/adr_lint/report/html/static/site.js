"use strict";
// The table of records: search, choices (also from the address, so that the charts lead to them), sorting by column.
(() => {
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const text = document.getElementById("filter");
  const choices = [...document.querySelectorAll("select[data-key]")];
  const count = document.getElementById("count");
  let rule = "";
  const filter = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const tokens = row.dataset.text;
      const fits = words.every((word) => tokens.includes(word))
        && (!rule || tokens.split(" ").includes(rule))
        && choices.every((choice) => !choice.value || row.dataset[choice.dataset.key].split(" ").includes(choice.value));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = `${shown} of ${rows.length}${rule ? `, with ${rule}` : ""}`;
  };
  const fromAddress = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    const known = ["rule", ...choices.map((choice) => choice.dataset.key)];
    if (!known.some((key) => asked.has(key))) return;
    rule = asked.get("rule") || "";
    for (const choice of choices) choice.value = asked.get(choice.dataset.key) || "";
    filter();
    document.getElementById("records").scrollIntoView();
  };
  for (const element of [text, ...choices]) element.addEventListener("input", () => { rule = ""; filter(); });
  addEventListener("hashchange", fromAddress);

  const key = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  const collator = new Intl.Collator("en", { numeric: true });
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.sort((a, b) => (down ? -1 : 1) * collator.compare(key(a, column), key(b, column)));
      body.append(...rows);
    });
  });
  document.querySelector(".filter").hidden = false;
  filter();
  fromAddress();
})();
