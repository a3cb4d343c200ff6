// Syntax of 2020 and the interfaces of Chromium 86; text never becomes markup.
import js from "@eslint/js";
import compat from "eslint-plugin-compat";

const BROWSER = Object.fromEntries(["window", "document", "location", "history", "navigator", "localStorage", "sessionStorage", "fetch", "FormData",
  "URL", "URLSearchParams", "Blob", "Node", "Event", "HashChangeEvent", "AbortController", "XMLSerializer", "crypto", "console", "setTimeout",
  "clearTimeout", "setInterval", "clearInterval", "getComputedStyle", "createImageBitmap"].map((name) => [name, "readonly"]));

export default [
  js.configs.recommended,
  compat.configs["flat/recommended"],
  {
    languageOptions: { ecmaVersion: 2020, sourceType: "module", globals: BROWSER },
    settings: { lintAllEsApis: true },
    rules: {
      "no-unused-vars": ["error", { ignoreRestSiblings: true, caughtErrorsIgnorePattern: "^_" }],
      "no-restricted-properties": ["error", ...["innerHTML", "outerHTML", "insertAdjacentHTML", "cssText"].map((property) => ({ property, message: "names and files enter as text" }))],
      "no-irregular-whitespace": ["error", { skipStrings: true, skipTemplates: true }], // 　 separates facts in Chinese
      "no-restricted-globals": ["error", "eval", "structuredClone"],
      "no-restricted-syntax": ["error",
        { selector: "CallExpression[callee.property.name=/^(at|replaceAll|hasOwn|toSorted|toReversed|findLast|findLastIndex|any|groupBy)$/]", message: "newer than Chromium 86" },
        { selector: "Literal[value=/https?:\\/\\/(?!www\\.w3\\.org)/]", message: "nothing is loaded from another host" }],
    },
  },
];
