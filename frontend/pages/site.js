// A draft of the home page, as a preview shows it.
import { blocks, picture } from "/blocks.js";
import { h, newsletterForm } from "/main.js";

export async function content(site) {
  return [
    h("div", { class: "hero" }, h("h1", {}, site.title), site.summary && h("p", { class: "lead" }, site.summary)),
    site.image && picture(site.image, "hero"),
    h("div", { class: "prose" }, blocks(site.body, site)),
    site.newsletter && newsletterForm(site.newsletter),
  ];
}
