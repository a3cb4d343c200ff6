// Styles that Chromium 86 understands.
export default {
  plugins: ["stylelint-no-unsupported-browser-features"],
  rules: {
    "plugin/no-unsupported-browser-features": [true, { browsers: ["chrome 86"], ignorePartialSupport: true }],
    // Single properties that the compatibility tables do not list one by one.
    "property-disallowed-list": ["inset", "accent-color", "aspect-ratio", "translate", "rotate", "scale", "inset-inline", "inset-block"],
    "property-no-unknown": true,
    "function-no-unknown": true,
  },
};
