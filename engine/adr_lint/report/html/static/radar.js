"use strict";
// The radar: what is pointed at lights up in drawing and legend alike, and the filter hides the rest.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const articles = all(".technologies article");
  const tip = document.getElementById("tip");
  const byNumber = new Map();
  for (const element of all(".blip, .legend li")) {
    const number = element.dataset.n;
    byNumber.set(number, [...(byNumber.get(number) || []), element]);
  }
  const light = (number, on) => (byNumber.get(number) || []).forEach((element) => element.classList.toggle("lit", on));
  const place = (blip) => {
    const chart = tip.parentElement.getBoundingClientRect();
    const box = blip.getBoundingClientRect();
    tip.textContent = blip.getAttribute("aria-label");
    tip.hidden = false;
    const left = Math.min(Math.max(0, box.left - chart.left - 20), Math.max(0, chart.width - tip.offsetWidth));
    tip.style.left = `${left}px`;
    tip.style.top = `${box.bottom - chart.top + 8}px`;
  };
  for (const [number, elements] of byNumber) {
    for (const element of elements) {
      const isBlip = element.classList.contains("blip");
      const enter = () => { light(number, true); if (isBlip) place(element); };
      const leave = () => { light(number, false); tip.hidden = true; };
      element.addEventListener("mouseenter", enter);
      element.addEventListener("mouseleave", leave);
      element.addEventListener("focusin", enter);
      element.addEventListener("focusout", leave);
    }
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });

  const text = document.getElementById("filter");
  const ring = document.getElementById("ring");
  const moved = document.getElementById("moved");
  const count = document.getElementById("count");
  const filter = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const article of articles) {
      const fits = words.every((word) => article.dataset.text.includes(word))
        && (!ring.value || article.dataset.role === ring.value)
        && (!moved.checked || article.dataset.moved !== "none");
      article.hidden = !fits;
      shown += fits ? 1 : 0;
      for (const element of byNumber.get(article.dataset.n) || []) {
        if (element.classList.contains("blip")) element.classList.toggle("dim", !fits);
        else element.hidden = !fits;
      }
    }
    count.textContent = `${shown} of ${articles.length}`;
  };
  for (const element of [text, ring, moved]) element.addEventListener("input", filter);
  document.querySelector(".filter").hidden = false;
  filter();
})();
