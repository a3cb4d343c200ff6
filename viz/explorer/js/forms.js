/** How values are written: money from 分, days in tables and in sentences, counts. */
import { t } from "./words.js";

/** 834000 → “8,340.00”; nothing → “—”. */
export function money(fen) {
  if (fen === null || fen === undefined) return "—";
  const whole = Math.trunc(Math.abs(fen) / 100).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return `${fen < 0 ? "-" : ""}${whole}.${String(Math.abs(fen) % 100).padStart(2, "0")}`;
}

/** “8,340 元” for pictures: without 分 where there are none. */
export function shortMoney(fen) {
  return t("money.short", { sum: money(fen).replace(/\.00$/, "") });
}

/** 1234 → “1,234”. */
export function count(number) {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** “2025-06-18…” → “2025-06-18”. */
export function day(text) {
  return text ? String(text).slice(0, 10) : "—";
}

/** “2025-06-18T10:24:05+08:00” → “06-18 10:24”, with the year where it is not this one. */
export function moment(text) {
  if (!text) return "—";
  const year = String(new Date().getFullYear());
  const short = String(text).slice(0, 16).replace("T", " ");
  return short.startsWith(year) ? short.slice(5) : short;
}

/** Days between an ISO day and today. */
export function age(text) {
  return Math.max(0, Math.floor((Date.now() - Date.parse(String(text).slice(0, 10))) / 86400000));
}
