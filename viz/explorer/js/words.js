/** Every text of the page comes from one catalogue; a further language is one more file in `words/`. */

const loaded = { current: {}, language: "zh-CN" };

/** Languages there are, by the words they call themselves. */
export const LANGUAGES = { "zh-CN": "中文", en: "English" };

/** Loads the catalogue of the language kept in this browser (Chinese by default). */
export async function loadWords() {
  const kept = localStorage.getItem("language");
  loaded.language = kept in LANGUAGES ? kept : "zh-CN";
  const module = await import(`./words/${loaded.language}.js`);
  loaded.current = module.default;
  document.documentElement.lang = loaded.language;
}

/** Keeps the choice and starts the page anew. */
export function chooseLanguage(language) {
  localStorage.setItem("language", language);
  location.reload();
}

/** The text of a key with `{name}` filled in. A key without a text shows itself, so that it is noticed. */
export function t(key, values) {
  const text = loaded.current[key];
  if (text === undefined) return key;
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole)) : text;
}

/** Whether the catalogue has this key. */
export function has(key) {
  return key in loaded.current;
}
